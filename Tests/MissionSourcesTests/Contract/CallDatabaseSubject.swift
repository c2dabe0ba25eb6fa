// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionTesting

@testable import MissionSources

/// A database into which a script logs its calls.
final class CallDatabaseSubject: SourceSubject {
    private let folder: TemporaryFolder
    private var path: String { folder.file("interactions.db") }

    init() throws {
        folder = try TemporaryFolder()
    }

    var source: any Source { CallDatabaseSource(file: path) }

    func write(calls: Range<Int>, model: String) throws {
        try CallRows.open(path).write { db in
            for call in calls { try CallRows.call(db, call, model: model) }
        }
    }

    /// A row is put in when a call begins and completed when it ends.
    func writeTorn(call: Int, between: () async throws -> Void) async throws {
        try await CallRows.open(path).write { db in
            try CallRows.call(db, call, tokens: (nil, nil), status: "pending")
        }
        try await between()
        try await CallRows.open(path).write { db in
            try db.execute(
                sql: """
                    UPDATE llm_calls SET prompt_tokens = 100, completion_tokens = 10, status = 'ok' WHERE id = ?
                    """, arguments: [call + 1])
        }
    }

    func writeBroken() throws {
        try CallRows.open(path).write { try CallRows.call($0, 40, time: "yesterday") }
    }

    /// Compacted and put in its own place: another file with the same rows.
    func copyEverything() throws {
        let copy = folder.file("copy.db")
        try CallRows.open(path).writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM INTO ?", arguments: [copy])
        }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: copy, toPath: path)
    }

    func prune() throws {
        try? FileManager.default.removeItem(atPath: folder.path)
    }
}
