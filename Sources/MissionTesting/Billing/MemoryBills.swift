// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore
internal import Synchronization

/// Bills that are kept as long as the object lives.
package final class MemoryBills: BillingWriter {
    private struct Key: Hashable {
        var endpoint: BillingEndpoint
        var day: CivilDay
    }

    private let days = Mutex<[Key: BilledDay]>([:])

    package init(_ days: [BilledDay] = []) {
        for day in days { keep(day) }
    }

    private func keep(_ bill: BilledDay) {
        days.withLock { $0[Key(endpoint: bill.endpoint, day: bill.day)] = bill }
    }

    package func billedDays(_ days: ClosedRange<CivilDay>) async throws -> [BilledDay] {
        self.days.withLock { $0.values.filter { days.contains($0.day) } }
            .sorted { ($0.endpoint.rawValue, $0.day) < ($1.endpoint.rawValue, $1.day) }
    }

    package func replace(_ days: [BilledDay]) async throws {
        for day in days { keep(day) }
    }

    /// What a report is given.
    ///
    /// - Parameter keys: The providers whose keys are kept.
    package func store(keys: Set<BillingProvider> = []) -> BillingStore {
        BillingStore(reader: { self }, providersWithKey: { keys })
    }
}
