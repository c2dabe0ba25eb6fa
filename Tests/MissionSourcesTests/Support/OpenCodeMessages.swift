// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// Messages as OpenCode notes them down.
enum OpenCodeMessages {
    /// An answer of 100 input and 10 output tokens, unless `usage` says otherwise.
    static func answer(
        _ id: String = "m1", session: String = "ses_1", minute: Int = 1, model: String = "claude-sonnet-4-5",
        usage: String = #"{"input":100,"output":10,"reasoning":0,"cache":{"read":0,"write":0}}"#, cost: String = "0",
        extra: String = ""
    ) -> String {
        let time = start + Int64(minute) * 60_000
        return #"{"id":"\#(id)","sessionID":"\#(session)","role":"assistant","#
            + #""time":{"created":\#(time),"completed":\#(time + 500)},"modelID":"\#(model)","#
            + #""providerID":"anthropic","mode":"build","path":{"cwd":"/home/someone/work","root":"/home/someone/work"},"#
            + #""cost":\#(cost),"tokens":\#(usage)\#(extra)}"#
    }

    /// The database of newer versions, with its write-ahead log left as it is.
    static func database(_ path: String) throws -> DatabaseQueue {
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    CREATE TABLE session (id TEXT PRIMARY KEY, directory TEXT, parent_id TEXT);
                    CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, time_created INTEGER NOT NULL,
                        time_updated INTEGER NOT NULL, data TEXT NOT NULL);
                    """)
        }
        return queue
    }

    static func insert(
        _ answer: String, id: String, session: String = "ses_1", minute: Int = 1, updated: Int64,
        into queue: DatabaseQueue
    ) throws {
        try queue.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?)",
                arguments: [id, session, start + Int64(minute) * 60_000, updated, answer])
        }
    }

    /// The table of the second version, beside what an upgrade leaves of the first.
    static func addSecondVersion(_ queue: DatabaseQueue) throws {
        try queue.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS session_v2 (id TEXT PRIMARY KEY, parent_id TEXT, fork_session_id TEXT,
                        directory TEXT NOT NULL);
                    CREATE TABLE IF NOT EXISTS session_message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL,
                        type TEXT NOT NULL, seq INTEGER NOT NULL, time_created INTEGER NOT NULL,
                        time_updated INTEGER NOT NULL, data TEXT NOT NULL);
                    """)
        }
    }

    /// An answer as the second version keeps it, of 100 input and 10 output tokens.
    static func second(minute: Int = 1, isOver: Bool = true, model: String = "claude-sonnet-4-5") -> String {
        let time = start + Int64(minute) * 60_000
        let end = isOver ? #","completed":\#(time + 500)"# : ""
        let tokens = #","cost":0,"tokens":{"input":100,"output":10,"reasoning":0,"cache":{"read":0,"write":0}}"#
        return #"{"agent":"build","model":{"id":"\#(model)","providerID":"anthropic"},"content":[{"type":"text","#
            + #""text":"x"}],"time":{"created":\#(time)\#(end)}\#(isOver ? tokens : "")}"#
    }

    static func insertSecond(
        _ data: String, id: String, session: String = "ses_1", type: String = "assistant", minute: Int = 1,
        updated: Int64, into queue: DatabaseQueue
    ) throws {
        try queue.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO session_message VALUES (?, ?, ?, 1, ?, ?, ?)",
                arguments: [id, session, type, start + Int64(minute) * 60_000, updated, data])
        }
    }

    /// 2026-03-01T10:00:00Z.
    static let start: Int64 = 1_772_359_200_000

    /// An id as OpenCode makes one at a time in milliseconds.
    static func id(at time: Int64, _ number: Int) -> String {
        let value = (UInt64(time) << 12 | UInt64(number & 0xfff)) & 0xffff_ffff_ffff
        let digits = String(value, radix: 16)
        return "msg_" + String(repeating: "0", count: 12 - digits.count) + digits + "abcdefghijklmn"
    }
}
