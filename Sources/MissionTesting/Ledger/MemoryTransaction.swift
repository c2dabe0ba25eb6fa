// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Synchronization

/// The commit of a ledger in memory, as what joins it sees it.
final class MemoryTransaction: LedgerTransaction {
    let appended: AppendResult
    /// The alerts with what was kept.
    let kept: Mutex<MemoryAlerts>
    private let answer: (UsageQuery) -> [UsageRow]

    init(appended: AppendResult, alerts: MemoryAlerts, answer: @escaping (UsageQuery) -> [UsageRow]) {
        self.appended = appended
        kept = Mutex(alerts)
        self.answer = answer
    }

    func rows(for query: UsageQuery) -> [UsageRow] {
        answer(query)
    }

    func alertMemory(since: Timestamp) -> AlertMemory {
        kept.withLock { $0.memory(since: since) }
    }

    func keep(_ commit: AlertCommit) {
        kept.withLock { $0.keep(commit) }
    }
}
