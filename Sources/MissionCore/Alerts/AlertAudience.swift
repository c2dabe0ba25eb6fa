// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a channel wants to hear.
package struct AlertAudience: Hashable, Sendable {
    /// The channel's name.
    package var channel: String
    /// Nothing that is less bad.
    package var minimumSeverity: Alert.Severity
    /// Whether it wants to hear that something is over.
    package var tellsResolved: Bool
    /// Budgets and conditions; empty for all.
    package var rules: Set<String>

    package init(
        channel: String, minimumSeverity: Alert.Severity = .warning, tellsResolved: Bool = true,
        rules: Set<String> = []
    ) {
        self.channel = channel
        self.minimumSeverity = minimumSeverity
        self.tellsResolved = tellsResolved
        self.rules = rules
    }

    /// Whether an alert is for it.
    package func wants(_ alert: Alert, isOver: Bool = false) -> Bool {
        alert.severity >= minimumSeverity && (rules.isEmpty || rules.contains(alert.rule))
            && (tellsResolved || !isOver)
    }
}
