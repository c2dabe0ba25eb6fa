// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension GatewayReading {
    /// Whether it holds anything that a gateway told.
    public var hasFigures: Bool {
        cost != nil || status != nil || sessionsUsage != nil
    }

    /// How old its figures are; nil when it holds none.
    public func ageMilliseconds(at now: Timestamp) -> Int64? {
        hasFigures ? max(0, now.milliseconds.subtractingSaturating(fetchedAt.milliseconds)) : nil
    }

    /// This reading with the last figures that were told, where it holds none itself: what is known of a gateway that
    /// does not answer is old, not zero.
    public func keepingFigures(of last: GatewayReading?) -> GatewayReading {
        guard !hasFigures, let last, last.hasFigures else { return self }
        var reading = last
        reading.isReachable = isReachable
        reading.error = error
        reading.advice = advice
        reading.missedEvents = missedEvents
        reading.unknownCalls = unknownCalls
        if !prices.isEmpty { reading.prices = prices }
        reading.protocolVersion = protocolVersion ?? last.protocolVersion
        reading.version = version ?? last.version
        return reading
    }

    /// The name of the auth profile or of the environment that the gateway runs with; nil where nothing tells it.
    ///
    /// OpenClaw keeps the state of a profile in a folder of its own, `.openclaw-NAME`, which the paths of its transcripts
    /// show.
    public var profile: String? {
        if let told = merged.text("authProfile", "auth_profile", "profile", "environment") { return told }
        guard case .array(let sessions) = sessionsUsage?["sessions"] else { return nil }
        return sessions.lazy.compactMap { $0["usage"]?.text("sessionFile").flatMap(Self.profile) }.first
    }

    private static func profile(inPath path: String) -> String? {
        let prefix = ".openclaw-"
        let folder = path.split(separator: "/").first { $0.hasPrefix(prefix) && $0.count > prefix.count }
        return folder.map { String($0.dropFirst(prefix.count)) }
    }
}
