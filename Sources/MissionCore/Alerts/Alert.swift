// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Something that somebody wanted to be warned of, and that is so.
package struct Alert: Hashable, Sendable {
    /// How bad it is.
    package enum Severity: String, Hashable, Sendable, Comparable {
        /// Look at it today.
        case warning
        /// Look at it now.
        case critical

        package static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .critical }
    }

    /// What it is: `daily-exceeded`, `weekly-nearing`, `failure-rate`.
    package var type: String
    /// How bad it is.
    package var severity: Severity
    /// One sentence, with the figures.
    package var message: String
    /// The budget; nil where it is about none.
    package var budget: String?
    /// What it is about beside that: a model, a gateway, a source.
    package var subject: String?
    /// The threshold that is exceeded: of a budget in whole percent, of a condition in its unit.
    package var threshold: Int64?
    /// When the period began in which it is so; of conditions, when it began to be so.
    package var since: Timestamp
    /// 1, and one more each time that it is so again in the same period after it was over.
    package var occurrence: Int64 = 1

    package init(
        type: String, severity: Severity, message: String, budget: String? = nil, subject: String? = nil,
        threshold: Int64? = nil, since: Timestamp
    ) {
        self.type = type
        self.severity = severity
        self.message = message
        self.budget = budget
        self.subject = subject
        self.threshold = threshold
        self.since = since
    }

    /// By what people mute it: the budget or the condition.
    package var rule: String { budget ?? type }

    /// The same alert has the same key for as long as its period lasts.
    package var key: AlertKey {
        AlertKey(
            budget: budget, type: type, subject: subject, threshold: budget == nil ? nil : threshold,
            since: budget == nil ? nil : since)
    }

    /// Tells each time that it began from all others.
    package var id: String {
        if budget == nil { return "\(key.text)/\(since.iso8601)" }
        return occurrence == 1 ? key.text : "\(key.text)/\(occurrence)"
    }
}

/// Which alert it is, however often it is looked for.
package struct AlertKey: Hashable, Sendable {
    /// The budget; nil for a condition.
    package var budget: String?
    /// What it is.
    package var type: String
    /// What it is about beside that.
    package var subject: String?
    /// The budget's threshold, in whole percent; nil for a condition.
    package var threshold: Int64?
    /// When the budget's period began; nil for a condition.
    package var since: Timestamp?

    package init(
        budget: String? = nil, type: String, subject: String? = nil, threshold: Int64? = nil, since: Timestamp? = nil
    ) {
        self.budget = budget
        self.type = type
        self.subject = subject
        self.threshold = threshold
        self.since = since
    }

    /// `daily/daily-exceeded/100/2026-11-26T00:00:00.000Z`, `all/gateway-unreachable/home`.
    package var text: String {
        [budget ?? "all", type, subject, threshold.map { "\($0)" }, since?.iso8601].compactMap(\.self)
            .joined(separator: "/")
    }
}
