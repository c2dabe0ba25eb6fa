// Mission Control
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import GRDB
import MissionCore
import MissionSQLite
import MissionSources
import Testing

@testable import mctl

/// `mctl interactions init`
@Suite struct InteractionsTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private var path: String { "\(folder.path)/new/data/interactions.db" }

    private func make() async throws {
        let command = try #require(try Mctl.parseAsRoot(["interactions", "init", path]) as? InteractionsInit)
        try await command.run()
    }

    @Test func `what is made has the plan's tables and indexes and is found as a database of calls`() async throws {
        try await make()
        let queue = try DatabaseQueue(path: path)
        let (columns, indexes, mode) = try await queue.read { db in
            (
                try db.columns(in: "llm_calls").map(\.name),
                try db.indexes(on: "llm_calls").map(\.name).sorted(),
                try String.fetchOne(db, sql: "PRAGMA journal_mode")
            )
        }
        try queue.close()
        #expect(
            columns == [
                "id", "timestamp", "provider", "model", "caller", "session_id", "task_type", "prompt_tokens",
                "completion_tokens", "thinking_tokens", "total_tokens", "duration_ms", "cost_estimate", "status",
                "prompt_preview", "response_preview", "created_at",
            ])
        #expect(indexes == ["idx_caller", "idx_model", "idx_session", "idx_timestamp"])
        #expect(mode == "wal")
        let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
        #expect(SourceCatalog.recognize([path]).sources.map(\.id.kind) == ["call-database"])
    }

    @Test func `a file that exists is left as it is`() async throws {
        try await make()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = try await #require(throws: (any Error).self) { try await make() }
        #expect(Mctl.exitCode(for: error).rawValue == 73)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func `without a path it lies in OpenClaw's home`() {
        func place(_ variables: [String: String]) -> String {
            SourceCatalog.interactionsDatabase(in: SearchEnvironment(home: "/h", variables: variables))
        }
        #expect(place([:]) == "/h/.openclaw/data/interactions.db")
        #expect(place(["OPENCLAW_STATE_DIR": "/s"]) == "/s/data/interactions.db")
    }

    @Test func `what cannot be made is told`() {
        #expect(throws: InteractionsDatabase.Failure.self) { try InteractionsDatabase.create(at: "/proc/none/x.db") }
    }
}
