// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// The least that an agent's database of the SQLite era has.
enum AgentDatabase {
    /// Writes a database with one conversation, `s1`, of these lines.
    static func write(_ path: String, schema: Int = 24, lines: [String]) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE session_nodes (session_key TEXT PRIMARY KEY, current_session_id TEXT,
                        entry_json TEXT, updated_at INTEGER);
                    CREATE TABLE transcript_events (session_id TEXT, seq INTEGER, event_json TEXT,
                        event_zstd BLOB, created_at INTEGER, PRIMARY KEY (session_id, seq));
                    PRAGMA user_version = \(schema);
                    """)
            if lines.isEmpty { return }
            try db.execute(
                sql: "INSERT INTO session_nodes VALUES ('agent:main:main', 's1', '{\"sessionId\":\"s1\"}', 1)")
            for (seq, line) in lines.enumerated() {
                try db.execute(
                    sql: "INSERT INTO transcript_events VALUES ('s1', ?, ?, NULL, 1)",
                    arguments: [seq, line.trimmingCharacters(in: .newlines)])
            }
        }
        try queue.close()
    }
}
