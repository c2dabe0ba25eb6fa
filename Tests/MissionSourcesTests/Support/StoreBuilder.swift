// Mission Control
// SPDX-License-Identifier: Apache-2.0

import CZstd
import Foundation
import GRDB
import MissionCore

@testable import MissionSources

/// Builds agents' databases of the SQLite era, and writes into them as a gateway does: in write-ahead mode, over a connection
/// that stays open.
final class StoreBuilder {
    let path: String
    let schema: Int
    let queue: DatabaseQueue
    /// Events of at least so many bytes are compressed, from schema 23 on.
    private static let compressed = 1024

    init(path: String, schema: Int) throws {
        self.path = path
        self.schema = schema
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var configuration = Configuration()
        configuration.busyMode = .immediateError
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            if try db.tableExists("schema_meta") { return }
            try db.execute(sql: Self.tables(schema))
            try db.execute(sql: "PRAGMA user_version = \(schema)")
        }
    }

    func close() throws {
        try queue.close()
    }

    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
    }

    /// Adds the lines of a transcript behind what the session has.
    func add(_ lines: [Data], to session: String) throws {
        try queue.write { db in
            let last = try Int.fetchOne(
                db, sql: "SELECT max(seq) FROM transcript_events WHERE session_id = ?", arguments: [session])
            let first = (last ?? -1) + 1
            for (index, line) in lines.enumerated() { try insert(line, first + index, session, db) }
        }
    }

    func add(_ text: String, to session: String = "s1") throws {
        try add(Self.lines(Data(text.utf8)), to: session)
    }

    private func insert(_ line: Data, _ seq: Int, _ session: String, _ db: Database) throws {
        let isCompressed = schema >= 23 && line.count >= Self.compressed
        if isCompressed {
            try db.execute(
                sql: """
                    INSERT INTO transcript_events (session_id, seq, event_zstd, event_utf8_bytes, created_at)
                    VALUES (?, ?, ?, ?, 1)
                    """, arguments: [session, seq, Self.compress(line), line.count])
        } else {
            // A line of a file may be no UTF-8; the migration copied it as it was.
            try db.execute(
                sql: """
                    INSERT INTO transcript_events (session_id, seq, event_json, created_at)
                    VALUES (?, ?, CAST(? AS TEXT), 1)
                    """, arguments: [session, seq, line])
        }
    }

    func archive(_ text: Data, of session: String, generation: Int, isCompressed: Bool) throws {
        try run(
            """
            INSERT INTO session_transcript_archives
            (session_id, generation, reason, encoding, archive_blob) VALUES (?, ?, 'deleted', ?, ?)
            """,
            [session, generation, isCompressed ? "zstd" : "identity", isCompressed ? Self.compress(text) : text])
    }

    /// Adds a session's entry, and its window where the schema has windows.
    func enter(_ key: String, _ session: String, entry: String, updatedAt: Int = 1) throws {
        if schema < 14 {
            try run(
                "INSERT OR REPLACE INTO sessions (session_key, session_id, entry_json, updated_at) VALUES (?, ?, ?, ?)",
                [key, session, entry, updatedAt])
        } else {
            try run(
                """
                INSERT OR REPLACE INTO session_nodes (session_key, current_session_id, entry_json, updated_at)
                VALUES (?, ?, ?, ?)
                """, [key, session, entry, updatedAt])
            try run(
                """
                INSERT OR REPLACE INTO session_windows (session_id, session_key, reason, created_at, updated_at)
                VALUES (?, ?, 'initial', NULL, ?)
                """, [session, key, updatedAt])
        }
    }

    static func lines(_ text: Data) -> [Data] {
        text.split(separator: 0x0a).map { Data($0) }
    }

    static func compress(_ data: Data) -> Data {
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(data.count))
        let size = data.withUnsafeBytes { bytes in
            ZSTD_compress(&output, output.count, bytes.baseAddress, bytes.count, 3)
        }
        return Data(output[..<size])
    }
}

extension StoreBuilder {
    private static func tables(_ schema: Int) -> String {
        var sql = """
            CREATE TABLE schema_meta (meta_key TEXT PRIMARY KEY, role TEXT, agent_id TEXT, schema_version INTEGER);
            CREATE TABLE transcript_event_identities (
                session_id TEXT, event_id TEXT, seq INTEGER, PRIMARY KEY (session_id, event_id));
            CREATE TABLE session_transcript_archives (
                session_id TEXT, generation INTEGER, session_key TEXT, reason TEXT, encoding TEXT, archive_blob BLOB,
                archive_sha256 TEXT, archive_name TEXT, PRIMARY KEY (session_id, generation));
            """
        sql +=
            schema < 23
            ? """
            CREATE TABLE transcript_events (
                session_id TEXT NOT NULL, seq INTEGER NOT NULL, event_json TEXT NOT NULL, created_at INTEGER NOT NULL,
                PRIMARY KEY (session_id, seq));
            """
            : """
            CREATE TABLE transcript_events (
                session_id TEXT NOT NULL, seq INTEGER NOT NULL, event_json TEXT, event_zstd BLOB,
                event_utf8_bytes INTEGER, navigation_json TEXT, created_at INTEGER NOT NULL,
                PRIMARY KEY (session_id, seq)) WITHOUT ROWID;
            """
        sql +=
            schema < 14
            ? """
            CREATE TABLE sessions (
                session_key TEXT PRIMARY KEY, session_id TEXT, entry_json TEXT, updated_at INTEGER);
            """
            : """
            CREATE TABLE session_nodes (
                session_key TEXT PRIMARY KEY, current_session_id TEXT, entry_json TEXT, entry_valid INTEGER,
                updated_at INTEGER, status TEXT, created_at INTEGER, parent_session_key TEXT, spawned_by TEXT);
            CREATE TABLE session_windows (
                session_id TEXT PRIMARY KEY, session_key TEXT, previous_session_id TEXT, reason TEXT,
                created_at INTEGER, updated_at INTEGER, started_at INTEGER, chat_type TEXT, channel TEXT,
                parent_session_key TEXT, spawned_by TEXT, display_name TEXT);
            """
        if schema >= 13 {
            sql += """
                CREATE TABLE transcript_rewrite_watermarks (
                    session_id TEXT PRIMARY KEY, generation INTEGER, updated_at INTEGER);
                """
        }
        if schema >= 24 {
            sql += """
                CREATE TABLE session_transcript_cold_archives (
                    session_id TEXT, archive_name TEXT, storage TEXT, archive_blob BLOB,
                    PRIMARY KEY (session_id, archive_name));
                """
        }
        return sql
    }
}
