// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionSQLite
import MissionTesting
import Testing

/// The ledgers that have to keep the contract.
enum LedgerKind: String, CaseIterable, Sendable {
    case memory
    case sqlite
}

@Suite struct LedgerContractTests {
    @Test(arguments: LedgerKind.allCases, LedgerContract.rules)
    func `every ledger keeps every rule`(kind: LedgerKind, rule: LedgerContract.Rule) async throws {
        let folder = try TemporaryFolder()
        let number = Counter()
        try await rule.check {
            switch kind {
            case .memory: MemoryLedger()
            case .sqlite:
                try SQLiteLedger(
                    path: "\(folder.path)/\(number.next())/ledger.db", mode: .readWrite, clock: FixedClock())
            }
        }
    }

    @Test(arguments: 1...4)
    func `a SQLite ledger of random batches adds up`(seed: UInt64) async throws {
        let folder = try TemporaryFolder()
        let ledger = try SQLiteLedger(path: folder.path + "/ledger.db", mode: .readWrite)
        var random = RandomEvents(
            seed: seed, window: Window(start: Fixtures.noon, end: Timestamp(seconds: 1_772_020_800)))
        for _ in 0..<5 { _ = try await ledger.append(random.batch(events: 100)) }
        let verification = try await ledger.verify()
        #expect(verification.isSound, "\(verification)")
        #expect(verification.events > 0)
    }
}
