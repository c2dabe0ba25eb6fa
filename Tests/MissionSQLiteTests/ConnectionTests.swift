// Mission Control
// SPDX-License-Identifier: Apache-2.0

import GRDB
import Testing

@testable import MissionSQLite

@Suite struct ConnectionTests {
    @Test func `a writer waits for the disk and checks references, whether its ledger is new or not`() throws {
        let folder = try TemporaryFolder()
        for _ in 1...2 {
            let pool = try LedgerConnection.open(path: folder.path + "/ledger.db", isReadOnly: false)
            let settings = try pool.writeWithoutTransaction { db in
                try ["synchronous", "foreign_keys"].map { try Int.fetchOne(db, sql: "PRAGMA \($0)") }
            }
            #expect(settings == [2, 1])
            try pool.close()
        }
    }
}
