// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The commit of a ledger in memory, as what joins it sees it.
struct MemoryTransaction: LedgerTransaction {
    let appended: AppendResult
    let answer: (UsageQuery) -> [UsageRow]

    func rows(for query: UsageQuery) -> [UsageRow] {
        answer(query)
    }
}
