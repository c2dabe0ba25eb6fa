// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// Databases of calls as people's own scripts make them.
enum CallRows {
    /// The widely copied plan.
    static let plan = """
        CREATE TABLE llm_calls (
          id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
          caller TEXT, session_id TEXT, task_type TEXT, prompt_tokens INTEGER, completion_tokens INTEGER,
          thinking_tokens INTEGER, total_tokens INTEGER, duration_ms INTEGER, cost_estimate REAL, status TEXT,
          prompt_preview TEXT, response_preview TEXT, created_at DATETIME DEFAULT CURRENT_TIMESTAMP);
        CREATE TABLE api_calls (
          id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT NOT NULL, service TEXT, endpoint TEXT, method TEXT,
          request_body TEXT, response_body TEXT, status_code INTEGER, duration_ms INTEGER);
        """

    /// A store with full prompts, a flag and an error.
    static let flag = """
        CREATE TABLE llm_calls (
          id INTEGER PRIMARY KEY, timestamp TEXT, provider TEXT, model TEXT, caller TEXT, prompt TEXT, response TEXT,
          input_tokens INTEGER, output_tokens INTEGER, cost_estimate REAL, duration_ms INTEGER, ok INTEGER, error TEXT);
        """

    /// A store with seconds, and a total that SQLite works out.
    static let seconds = """
        CREATE TABLE llm_calls (
          id INTEGER PRIMARY KEY, provider TEXT, model TEXT, task_type TEXT, description TEXT, caller TEXT, prompt TEXT,
          response TEXT, input_tokens INTEGER, output_tokens INTEGER,
          total_tokens INTEGER GENERATED ALWAYS AS (input_tokens + output_tokens) VIRTUAL,
          duration_ms INTEGER, estimated_cost REAL, status TEXT, created_at INTEGER, error TEXT);
        CREATE TABLE api_calls (
          id INTEGER PRIMARY KEY, service TEXT, endpoint TEXT, method TEXT, status_code INTEGER, duration_ms INTEGER,
          created_at INTEGER);
        """

    /// Opens the database at a path; makes it by `schema` when it is not there.
    static func open(_ path: String, _ schema: String = plan) throws -> DatabaseQueue {
        let isNew = !FileManager.default.fileExists(atPath: path)
        let queue = try DatabaseQueue(path: path)
        if isNew {
            try queue.writeWithoutTransaction { db in
                _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
                try db.execute(sql: schema)
            }
        }
        return queue
    }

    /// A call of the plan's table, 100 input and 10 output tokens unless told otherwise.
    static func call(
        _ db: Database, _ number: Int, model: String = "claude-sonnet-4-5", tokens: (Int?, Int?) = (100, 10),
        thinking: Int? = nil, cost: Double? = nil, status: String? = "ok", session: String? = nil,
        caller: String? = "router",
        task: String? = nil, time: String? = nil
    ) throws {
        let time = time ?? "2026-03-01T10:\(number < 10 ? "0" : "")\(number):00.000Z"
        try db.execute(
            sql: """
                INSERT INTO llm_calls (id, timestamp, provider, model, caller, session_id, task_type, prompt_tokens,
                    completion_tokens, thinking_tokens, cost_estimate, status, prompt_preview)
                VALUES (?, ?, 'anthropic', ?, ?, ?, ?, ?, ?, ?, ?, ?, 'a secret')
                """,
            arguments: [
                number + 1, time, model, caller, session, task, tokens.0, tokens.1, thinking, cost, status,
            ])
    }
}
