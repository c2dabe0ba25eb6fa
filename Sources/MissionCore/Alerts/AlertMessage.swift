// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What people are told, on whatever channel: one alert, or several at once.
package struct AlertMessage: Hashable, Sendable {
    /// Why it is told.
    package enum Event: String, Hashable, Sendable, CaseIterable {
        /// One alert began.
        case firing
        /// One alert is over, or several are.
        case resolved
        /// Several alerts are told at once.
        case digest
        /// Somebody tries a channel.
        case test
    }

    /// The same for every attempt to deliver it, and for every channel: letters, digits and `_`.
    package var id: String
    /// Why it is told.
    package var event: Event
    /// The alerts, worst first; at most ``most``.
    package var alerts: [Alert]
    /// How many alerts it is about; more than are listed where there are too many.
    package var total: Int
    /// How many of them are critical.
    package var critical: Int
    /// When it was written.
    package var at: Timestamp

    /// More alerts than anybody reads in one message.
    package static let most = 20

    package init(
        id: String, event: Event, alerts: [Alert], total: Int? = nil, critical: Int? = nil, at: Timestamp
    ) {
        self.id = id
        self.event = event
        self.alerts = Array(alerts.prefix(Self.most))
        self.total = total ?? alerts.count
        self.critical = critical ?? alerts.count { $0.severity == .critical }
        self.at = at
    }

    /// A message with which somebody tries a channel; each has an id of its own.
    package static func test(at now: Timestamp) -> AlertMessage {
        AlertMessage(
            id: "test_\(String(UInt64.random(in: .min ... .max), radix: 36))", event: .test, alerts: [], at: now)
    }

    /// How bad the worst of it is.
    package var severity: Alert.Severity { alerts.map(\.severity).max() ?? .warning }

    /// One line: the alert's sentence, or how many there are.
    package var headline: String {
        switch event {
        case .firing: alerts.first?.message ?? ""
        case .resolved: total > 1 ? "\(total) alerts are over" : "Resolved: \(alerts.first?.message ?? "")"
        case .digest: "\(total) alerts, \(critical) critical"
        case .test: "A test of this channel: alerts arrive here."
        }
    }

    /// What follows the headline, a line each; empty where that says all.
    package var details: [String] {
        guard total > 1 else { return [] }
        let rest = total - alerts.count
        return alerts.map(\.message) + (rest > 0 ? ["and \(rest) more"] : [])
    }
}

/// What became of one attempt to deliver a message.
package enum DeliveryOutcome: Hashable, Sendable {
    /// The other side took it.
    case delivered
    /// It may work later.
    ///
    /// - Parameters:
    ///   - reason: What went wrong, without any secret.
    ///   - retryAfterMilliseconds: How long the other side asked to wait; nil where it did not say.
    case postponed(reason: String, retryAfterMilliseconds: Int64?)
    /// Trying again is of no use. The reason has no secret in it.
    case refused(reason: String)
}

/// Somewhere that messages are delivered to.
package protocol DeliveryChannel: Sendable {
    /// Tries once, within 15 seconds.
    ///
    /// - Parameter now: For signatures that bear a time.
    func deliver(_ message: AlertMessage, at now: Timestamp) async -> DeliveryOutcome
}
