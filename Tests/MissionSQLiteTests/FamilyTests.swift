// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionSQLite
import MissionTesting
import Testing

/// One conversation and its family, asked for without all the others.
@Suite struct FamilyTests {
    private static func facts(_ id: String, parent: String?) -> SessionFacts {
        SessionFacts(
            session: Fixtures.session(id), key: "agent:main:\(id)",
            parentKey: parent.map { "agent:main:\($0)" })
    }

    private static let batch = {
        let parents = [
            ("root", nil), ("child", "root"), ("deep", "child"), ("other", nil), ("stranger", "other"), ("a", "b"),
            ("b", "a"), ("orphan", "gone"),
        ]
        var batch = Fixtures.batch()
        batch.events = parents.enumerated().map { Fixtures.event($0, session: Fixtures.session($1.0)) }
        batch.sessions = parents.map { facts($0.0, parent: $0.1) }
        return batch
    }()

    @Test(arguments: [("root", 3), ("child", 2), ("deep", 1), ("other", 2), ("a", 2), ("b", 1), ("orphan", 1)])
    func `a family asked for alone is what the whole tree has of it`(id: String, members: Int64) async throws {
        let folder = try TemporaryFolder()
        let ledgers: [any LedgerReader & LedgerWriter] = [
            MemoryLedger(), try SQLiteLedger(path: folder.path + "/ledger.db", mode: .readWrite),
        ]
        for ledger in ledgers {
            _ = try await ledger.append(Self.batch)
            let sessions = try await ledger.sessions(matching: UsageQuery(filters: [.session: [id]]), limit: .max)
            let ids = Set(sessions.map(\.session.session))
            let whole = SessionTree(try await ledger.sessions(matching: UsageQuery(), limit: .max))
            let alone = try await SessionTree.load(around: sessions.map(\.session), from: ledger)
            #expect(alone.nodes.count < whole.nodes.count)
            #expect(alone.sums(of: ids) == whole.sums(of: ids))
            #expect(alone.sums(of: ids).calls == members)
            #expect(alone.children(of: ids).map(\.key) == whole.children(of: ids).map(\.key))
        }
    }
}
