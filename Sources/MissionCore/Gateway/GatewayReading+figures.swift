// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension GatewayReading {
    /// Whether it holds anything that a gateway told.
    package var hasFigures: Bool {
        !figures.answered.isEmpty
    }

    /// How old its figures are; nil when it holds none.
    package func ageMilliseconds(at now: Timestamp) -> Int64? {
        hasFigures ? max(0, now.milliseconds.subtractingSaturating(fetchedAt.milliseconds)) : nil
    }

    /// This reading with the last figures that were told, where it holds none itself: what is known of a gateway that
    /// does not answer is old, not zero.
    package func keepingFigures(of last: GatewayReading?) -> GatewayReading {
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
    package var profile: String? {
        figures.toldProfile ?? figures.folderProfile
    }
}
