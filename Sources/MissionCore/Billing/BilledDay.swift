// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a provider's endpoint said about one UTC day; without lines it said that there was nothing.
package struct BilledDay: Hashable, Sendable {
    /// Which endpoint said it.
    package var endpoint: BillingEndpoint
    /// The UTC day.
    package var day: CivilDay
    /// When it was asked.
    package var fetchedAt: Timestamp
    /// In the provider's order.
    package var lines: [BilledLine]

    package init(_ endpoint: BillingEndpoint, _ day: CivilDay, fetchedAt: Timestamp, lines: [BilledLine]) {
        self.endpoint = endpoint
        self.day = day
        self.fetchedAt = fetchedAt
        self.lines = lines
    }

    /// Whether it was asked less than a day after the day ended: providers may add to it later.
    package var mayGrow: Bool {
        fetchedAt.milliseconds < day.number.addingSaturating(2).multipliedReportingOverflow(by: 86_400_000).partialValue
    }
}
