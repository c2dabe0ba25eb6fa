// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a gateway's answers come to. Whoever asks it decodes them, once.
package struct GatewayFigures: Hashable, Sendable {
    /// A method that tells figures.
    package enum Method: String, Hashable, Sendable, CaseIterable {
        /// What all sessions cost.
        case cost = "usage.cost"
        /// The providers' quotas.
        case status = "usage.status"
        /// What each session cost.
        case sessions = "sessions.usage"
    }

    /// A provider's quota, as told.
    package struct Quota: Hashable, Sendable {
        package var provider: String
        package var label: String
        /// Hundredths of a percent used.
        package var usedHundredths: Int64
        package var resetsAt: Timestamp?

        package init(provider: String, label: String, usedHundredths: Int64, resetsAt: Timestamp?) {
            self.provider = provider
            self.label = label
            self.usedHundredths = usedHundredths
            self.resetsAt = resetsAt
        }
    }

    /// The window and the limits that the gateway tells, each nil where it tells none.
    package struct Terms: Hashable, Sendable {
        package var startedAt: Timestamp?
        package var resetsAt: Timestamp?
        package var tokenLimit: Int64?
        package var messageLimit: Int64?
        package var costLimit: Money?

        package init() {}
    }

    /// The methods that were answered.
    package var answered: Set<Method> = []
    package var terms = Terms()
    /// The sessions of `usage.cost`; nil where it lists none at all, which is what real gateways send.
    package var listed: [GatewaySession]?
    /// The sessions of `sessions.usage`, one for each model that a session called.
    package var sessions: [GatewaySession] = []
    /// How many sessions were listed without their figures, because the gateway was still adding them up: unknown, not zero.
    package var unknownSessions: Int64 = 0
    package var quotas: [Quota] = []
    /// Providers, by canonical name, that a plan pays for.
    package var planned: Set<String> = []
    /// The auth profile or environment that it says it runs with.
    package var toldProfile: String?
    /// The profile in whose folder its transcripts lie.
    package var folderProfile: String?

    /// No figures.
    package init() {}
}
