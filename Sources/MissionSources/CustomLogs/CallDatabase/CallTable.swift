// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A table that scripts log calls or requests into, with its columns found by name.
struct CallTable: Sendable {
    /// What its rows are.
    enum Kind: String, CaseIterable, Sendable {
        case calls = "llm_calls"
        case requests = "api_calls"

        fileprivate var fields: [ScriptField] {
            switch self {
            case .calls: ScriptField.allCases.filter { ![.service, .endpoint, .method].contains($0) }
            case .requests:
                [
                    .id, .time, .service, .endpoint, .method, .code, .status, .isOK, .error, .milliseconds, .seconds,
                ]
            }
        }
    }

    /// One row, by its number.
    struct Row {
        var number: Int64
        var record: ScriptRecord
    }

    let kind: Kind
    /// Fields that no column holds, without which its rows mean nothing; for people. Nil when it can be read.
    let defect: String?
    private let selection: String
    private let fields: [ScriptField]

    /// Looks for the table; nil when there is none. A view is none: it may be a ledger of this program.
    init?(_ kind: Kind, in database: ForeignDatabase) throws(ForeignDatabase.Failure) {
        guard let name = try Self.name(kind, database) else { return nil }
        let columns = try database.allColumns(of: name)
        var found: [ScriptField: [String]] = [:]
        for field in kind.fields {
            let matching = field.names.flatMap { wanted in columns.filter { ScriptField.plain($0) == wanted } }
            if !matching.isEmpty { found[field] = matching }
        }
        self.kind = kind
        fields = kind.fields.filter { found[$0] != nil }
        defect = Self.defect(kind, Set(fields), hasRowNumbers: Self.hasRowNumbers(name, database))
        let expressions = fields.map { field in Self.expression(field, found[field] ?? []) }
        selection = "SELECT \((["rowid"] + expressions).joined(separator: ", ")) FROM \(Self.quoted(name))"
    }

    /// Rows behind a number, in the order of their numbers.
    func rows(
        in database: ForeignDatabase, after number: Int64, limit: Int64
    ) throws(ForeignDatabase.Failure) -> [Row] {
        let sql = "\(selection) WHERE rowid > ?1 ORDER BY rowid LIMIT ?2"
        return try read(database, sql, [.integer(number), .integer(limit)])
    }

    /// The row with a number; nil when it is gone.
    func row(in database: ForeignDatabase, _ number: Int64) throws(ForeignDatabase.Failure) -> Row? {
        try read(database, "\(selection) WHERE rowid = ?1", [.integer(number)]).first
    }

    private func read(
        _ database: ForeignDatabase, _ sql: String, _ values: [ForeignDatabase.Value]
    ) throws(ForeignDatabase.Failure) -> [Row] {
        var rows: [Row] = []
        try database.ask(sql, values) { row in
            let record = ScriptRecord { field in
                fields.firstIndex(of: field).flatMap { row.text(Int32($0 + 1)) }
            }
            rows.append(Row(number: row.integer(0), record: record))
            return true
        }
        return rows
    }
}

extension CallTable {
    private static func name(_ kind: Kind, _ database: ForeignDatabase) throws(ForeignDatabase.Failure) -> String? {
        var name: String?
        let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?1 COLLATE NOCASE"
        try database.ask(sql, [.text(kind.rawValue)]) { row in
            name = row.text(0)
            return false
        }
        return name
    }

    /// A table made without row numbers has no order in which new rows come last.
    private static func hasRowNumbers(_ name: String, _ database: ForeignDatabase) -> Bool {
        do throws(ForeignDatabase.Failure) {
            try database.ask("SELECT rowid FROM \(quoted(name)) LIMIT 0") { _ in false }
            return true
        } catch {
            return false
        }
    }

    private static func defect(_ kind: Kind, _ fields: Set<ScriptField>, hasRowNumbers: Bool) -> String? {
        var missing = fields.contains(.time) ? [] : ["when"]
        switch kind {
        case .calls:
            if fields.isDisjoint(with: [.model, .input, .output, .total, .cost]) { missing.append("which model") }
        case .requests: if fields.isDisjoint(with: [.service, .endpoint]) { missing.append("which service") }
        }
        if !missing.isEmpty {
            return "no column of \(kind.rawValue) says \(missing.joined(separator: " or "))"
        }
        return hasRowNumbers ? nil : "\(kind.rawValue) is a table without row numbers"
    }

    /// The first of the columns that holds something. Names are cut short; what should be a number is only looked at when
    /// it is one, because a column called `input` may hold a prompt.
    private static func expression(_ field: ScriptField, _ columns: [String]) -> String {
        let values = columns.map { column -> String in
            let name = quoted(column)
            guard field.isNumber else { return "substr(CAST(\(name) AS TEXT), 1, \(ScriptField.longest))" }
            return """
                CASE WHEN typeof(\(name)) IN ('integer', 'real') OR (typeof(\(name)) = 'text' \
                AND length(\(name)) <= 24 AND \(name) NOT GLOB '*[^-+.0-9eE]*') THEN CAST(\(name) AS TEXT) END
                """
        }
        return values.count == 1 ? values[0] : "COALESCE(\(values.joined(separator: ", ")))"
    }

    private static func quoted(_ name: String) -> String {
        "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }
}
