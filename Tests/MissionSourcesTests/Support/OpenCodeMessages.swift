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
        let time = 1_772_359_200_000 + minute * 60_000
        return #"{"id":"\#(id)","sessionID":"\#(session)","role":"assistant","#
            + #""time":{"created":\#(time),"completed":\#(time + 500)},"modelID":"\#(model)","#
            + #""providerID":"anthropic","mode":"build","path":{"cwd":"/home/someone/work","root":"/home/someone/work"},"#
            + #""cost":\#(cost),"tokens":\#(usage)\#(extra)}"#
    }

    /// The database of newer versions, with its write-ahead log left as it is.
    static func database(_ path: String) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    CREATE TABLE session (id TEXT PRIMARY KEY, directory TEXT);
                    CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, time_created INTEGER NOT NULL,
                        time_updated INTEGER NOT NULL, data TEXT NOT NULL);
                    """)
        }
        return queue
    }

    static func insert(_ answer: String, id: String, updated: Int64, into queue: DatabaseQueue) throws {
        try queue.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO message VALUES (?, 'ses_1', 0, ?, ?)", arguments: [id, updated, answer])
        }
    }
}
