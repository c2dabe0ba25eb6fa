// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Decides what to do after a connection to a gateway failed or ended. Pure: it knows neither clocks nor chance.
struct ReconnectPolicy {
    /// With what the gateway is asked to let this program in.
    enum Way: Equatable {
        /// With what a person gave.
        case given
        /// With the token that the gateway gave this device.
        case deviceToken
    }

    /// What to do next.
    enum Step: Equatable {
        /// Try again after this time.
        case wait(Duration)
        /// Try at once, with the other credential.
        case now
        /// Try again every few minutes, or when the credential has changed: a person must do something.
        case person(Duration)
    }

    private static let patienceWithStart = 10

    let pace: GatewayPace
    private(set) var way = Way.given
    private var failures = 0
    private var starts = 0
    /// The ways that failed since a connection last stood for a while.
    private var failed: [Way] = []

    init(_ pace: GatewayPace) {
        self.pace = pace
    }

    /// Notes that a person gave another credential.
    mutating func credentialChanged() {
        (way, failures, starts, failed) = (.given, 0, 0, [])
    }

    /// - Parameters:
    ///   - error: Why the connection ended or never stood.
    ///   - stood: How long it stood; nil when it never did.
    ///   - announced: After how many milliseconds the gateway said it would be back.
    ///   - hasDeviceToken: Whether there is a token to try instead of what a person gave.
    ///   - random: From 0 to below 1.
    mutating func next(
        after error: GatewayError, stood: Duration?, announced: Int64? = nil, hasDeviceToken: Bool, random: Double
    ) -> Step {
        if let stood, stood >= pace.steady { (failures, starts, failed) = (0, 0, []) }
        if error.needsPerson { return otherWay(after: error, hasDeviceToken: hasDeviceToken) }
        return .wait(wait(after: error, announced: announced) * (1 + 0.25 * random))
    }

    /// Each way is tried once before a person is waited for.
    private mutating func otherWay(after error: GatewayError, hasDeviceToken: Bool) -> Step {
        let used = way
        // A change of the token says nothing about what a person may have given since.
        if used == .deviceToken || !error.saysChanged { failed.append(used) }
        way = .given
        if used == .given, hasDeviceToken, error.asksForDeviceToken, !failed.contains(.deviceToken) {
            way = .deviceToken
            return .now
        }
        return used == .deviceToken && !failed.contains(.given) ? .now : .person(pace.personal)
    }

    private mutating func wait(after error: GatewayError, announced: Int64?) -> Duration {
        switch error {
        case .refused(.starting(let told), _):
            starts += 1
            let told = Self.bounded(told ?? 500, pace)
            // One that starts for ever is broken.
            return starts <= Self.patienceWithStart ? told : max(told, exponential())
        case .closed(1012, _) where failures == 0:
            failures = 1
            return Self.bounded(announced ?? 0, pace, least: pace.shortestWait)
        default: return exponential()
        }
    }

    private mutating func exponential() -> Duration {
        defer { failures += 1 }
        return min(pace.shortestWait * (1 << min(failures, 20)), pace.longestWait)
    }

    private static func bounded(_ told: Int64, _ pace: GatewayPace, least: Duration = .milliseconds(100)) -> Duration {
        min(max(.milliseconds(max(0, told)), least), max(least, pace.longestWait))
    }
}

extension GatewayError {
    /// Whether trying again is useless until a person has done something.
    var needsPerson: Bool {
        switch self {
        case .refused(.protocolMismatch, _), .refused(.tooManyAttempts, _), .refused(.invalid, nil): true
        default: trouble == .configuration || trouble == .usage
        }
    }

    /// Whether the gateway's credential was changed while somebody was connected.
    fileprivate var saysChanged: Bool {
        if case .closed(4001, _) = self { true } else { false }
    }

    /// Whether the token that the gateway gave this device may open what the given one does not.
    fileprivate var asksForDeviceToken: Bool {
        if case .refused(.tokenMismatch(let canUseDeviceToken), _) = self { return canUseDeviceToken }
        return saysChanged
    }
}
