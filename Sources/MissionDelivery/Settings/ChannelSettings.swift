// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// A channel that somebody set up.
package struct ChannelSettings: Hashable, Sendable {
    /// What it is called, by the rule for budgets.
    package var name: String
    /// What it is, with its secrets.
    package var kind: ChannelKind
    /// What is less bad is not told.
    package var minimumSeverity: Alert.Severity
    /// Whether it is told that an alert is over.
    package var tellsResolved: Bool
    /// The ids of the only rules that are told; empty: all.
    package var only: [String]

    /// The channel, ready to deliver.
    package var channel: any DeliveryChannel {
        switch kind {
        case .telegram(let settings): TelegramChannel(settings: settings)
        case .email(let settings): EmailChannel(settings: settings)
        case .webhook(let settings): WebhookChannel(settings: settings)
        case .slack(let endpoint): SlackChannel(endpoint: endpoint)
        case .discord(let endpoint): DiscordChannel(endpoint: endpoint)
        case .ntfy(let settings): NtfyChannel(settings: settings)
        }
    }
}

extension ChannelSettings: CustomStringConvertible {
    /// Name and kind, never a secret.
    package var description: String { "\(name) (\(kind.name))" }
}

extension ChannelSettings: CustomReflectable {
    /// What debuggers and `dump` show of it: no secret either.
    package var customMirror: Mirror { Mirror(self, children: ["name": name, "kind": kind.name]) }
}
