// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

extension AgentStore {
    /// What a page of session entries or windows says, and where the next one begins.
    struct FactsPage {
        /// Keys and entries, as in `sessions.json`: one reader reads them for both eras.
        var store: [JSONMember] = []
        /// When the last one changed.
        var upTo: Int64
        /// Its key.
        var last: String
        var isLast = true
    }

    private static let pageRows = 500

    /// Session entries that changed at or after a moment, in the order of change: `session_nodes`, or `sessions` before 14.
    func entries(after moment: Int64, _ key: String) throws(ForeignDatabase.Failure) -> FactsPage {
        var page = FactsPage(upTo: moment, last: key)
        guard let table = shape.entries else { return page }
        let current = shape.column("current_session_id", of: table, otherwise: shape.column("session_id", of: table))
        let columns = ["entry_json", current].joined(separator: ", ")
        try read(table, key: "session_key", columns, into: &page) { row in
            guard let entry = row.bytes(2).flatMap({ JSONObjects.value($0.span) }), entry.isObject else { return nil }
            if entry.at("sessionId") != nil { return entry }
            // The entry may leave to the column what the column says.
            guard let id = row.text(3) else { return nil }
            return JSONValue.object([JSONMember(key: "sessionId", value: .string(id))]).appending(entry)
        }
        return page
    }

    /// Session windows that changed at or after a moment: one per conversation, also those that a key had before.
    func windows(after moment: Int64, _ id: String) throws(ForeignDatabase.Failure) -> FactsPage {
        var page = FactsPage(upTo: moment, last: id)
        guard shape.has("session_windows", "session_id", "session_key") else { return page }
        let names = [
            ("session_key", ""), ("chat_type", "chatType"), ("channel", "lastChannel"),
            ("parent_session_key", "parentSessionKey"), ("spawned_by", "spawnedBy"), ("display_name", "displayName"),
        ]
        let columns = names.map { shape.column($0.0, of: "session_windows") }.joined(separator: ", ")
        try read("session_windows", key: "session_id", columns, into: &page) { row in
            guard let id = row.text(0) else { return nil }
            let facts = names.enumerated().dropFirst().compactMap { index, name in
                row.text(Int32(index) + 2).map { JSONMember(key: name.1, value: .string($0)) }
            }
            return .object([JSONMember(key: "sessionId", value: .string(id))] + facts)
        }
        return page
    }

    private func read(
        _ table: String, key: String, _ columns: String, into page: inout FactsPage,
        _ entry: (ForeignDatabase.Row) -> JSONValue?
    ) throws(ForeignDatabase.Failure) {
        let changed = "ifnull(\(shape.column("updated_at", of: table, otherwise: "0")), 0)"
        let question = """
            SELECT \(key), \(changed), \(columns) FROM \(table)
            WHERE (\(changed), \(key)) > (?1, ?2) ORDER BY 2, 1 LIMIT \(Self.pageRows)
            """
        var rows = 0
        let values: [ForeignDatabase.Value] = [.integer(page.upTo), .text(page.last)]
        let isWindow = key != "session_key"
        var (upTo, last, store) = (page.upTo, page.last, page.store)
        try database.ask(question, values) { row in
            rows += 1
            upTo = row.integer(1)
            last = row.text(0) ?? ""
            // A window is found by its conversation, and told under the key that it had.
            if let key = isWindow ? row.text(2) : last, let value = entry(row) {
                store.append(JSONMember(key: key, value: value))
            }
            return true
        }
        (page.upTo, page.last, page.store) = (upTo, last, store)
        page.isLast = rows < Self.pageRows
    }
}

extension AgentStore.FactsPage {
    /// Whether an entry tells of tokens that were used.
    var claimsTokens: Bool {
        store.contains { member in
            ["inputTokens", "outputTokens", "totalTokens"].contains { (member.value.at($0)?.whole ?? 0) > 0 }
        }
    }
}
