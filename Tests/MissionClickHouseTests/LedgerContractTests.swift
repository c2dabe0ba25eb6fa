// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionClickHouse
import MissionCore
import MissionTesting
import Testing

/// The cluster that tests use: the address in `MISSION_TEST_CLICKHOUSE`, as `scripts/clickhouse-cluster` prints it.
enum TestCluster {
    static let text = ProcessInfo.processInfo.environment["MISSION_TEST_CLICKHOUSE"]
    static let isThere = text != nil
    static let hint: Comment = "needs a ClickHouse cluster: make test-cluster"

    /// The ledgers that have to keep the contract: on the whole cluster, and on its first server alone.
    static let kinds = isThere ? ["cluster", "server"] : []

    /// An address with a database that nobody else uses.
    static func address(_ kind: String = "cluster") throws -> ClickHouseAddress {
        var address = try ClickHouseAddress(text ?? "")
        address.database = "test_" + UUID().uuidString.replacing("-", with: "")
        if kind == "server" {
            address.cluster = nil
            address.servers = Array(address.servers.prefix(1))
        }
        return address
    }
}

/// Ledgers of one test, removed at its end.
actor TestLedgers {
    private var all: [ClickHouseLedger] = []

    func make(_ kind: String) async throws -> ClickHouseLedger {
        let ledger = try await ClickHouseLedger.open(
            try TestCluster.address(kind), mode: .readWrite, clock: FixedClock())
        all.append(ledger)
        return ledger
    }

    func remove() async {
        for ledger in all {
            try? await ledger.removeEverything()
            await ledger.close()
        }
        all = []
    }
}

@Suite(.serialized, .enabled(if: TestCluster.isThere, TestCluster.hint)) struct LedgerContractTests {
    @Test(arguments: TestCluster.kinds, LedgerContract.rules)
    func `a ledger on ClickHouse keeps every rule`(kind: String, rule: LedgerContract.Rule) async throws {
        let ledgers = TestLedgers()
        do {
            try await rule.check { try await ledgers.make(kind) }
            await ledgers.remove()
        } catch {
            await ledgers.remove()
            throw error
        }
    }
}
