// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a column of a report holds.
package struct ReportColumn: Hashable, Sendable {
    /// What kind of value; it decides how a renderer lines up and shortens it.
    package enum Kind: String, Hashable, Sendable {
        /// Names from logs. They may be cut; figures never.
        case name
        /// Words of this program.
        case text, flag
        case count, tokens, number, money, share, duration, time
        /// Named values.
        case record
    }

    /// The name that programs know it by, unique in its table.
    package var key: String
    /// For people; empty where only programs read it.
    package var title: String
    /// What kind of value.
    package var kind: Kind
    /// Whether it says which row this is. Such columns come first and have no total.
    package var isKey = false
    /// Whether programs get it.
    package var isData = true
    /// The name in a sheet, where it is another one.
    package var sheetKey: String

    /// Describes a column.
    package init(_ key: String, _ title: String, _ kind: Kind) {
        self.key = key
        self.title = title
        self.kind = kind
        sheetKey = kind == .money ? "\(key)_usd" : key
    }

    /// Whether figures stand below each other by their last digit.
    package var isRightAligned: Bool {
        switch kind {
        case .name, .text, .flag, .record: false
        case .time: !isKey
        case .count, .tokens, .number, .money, .share, .duration: true
        }
    }
}

/// A column of a table whose rows are made from values of one type, and how a value becomes a cell.
package struct ReportField<Row>: Sendable {
    /// The column.
    package var column: ReportColumn
    let cell: @Sendable (Row) -> ReportCell

    /// Describes a column.
    package init(
        _ key: String, _ title: String = "", _ kind: ReportColumn.Kind, cell: @escaping @Sendable (Row) -> ReportCell
    ) {
        column = ReportColumn(key, title, kind)
        self.cell = cell
    }

    /// The same column, saying which row it is.
    package var asKey: ReportField { with { $0.isKey = true } }

    /// The same column, for people alone.
    package var onlyShown: ReportField { with { $0.isData = false } }

    /// The same column under another title.
    func titled(_ title: String) -> ReportField { with { $0.title = title } }

    /// The same column for values that have a `Row` in them.
    package func of<Outer>(_ inner: @escaping @Sendable (Outer) -> Row) -> ReportField<Outer> {
        var field = ReportField<Outer>(column.key, column.title, column.kind) { [cell] in cell(inner($0)) }
        field.column = column
        return field
    }

    /// The same column, described otherwise.
    func with(_ change: (inout ReportColumn) -> Void) -> ReportField {
        var field = self
        change(&field.column)
        return field
    }
}

extension ReportField {
    static func name(_ key: String, _ title: String = "", _ value: @escaping @Sendable (Row) -> String?) -> Self {
        ReportField(key, title, .name) { .name(value($0)) }
    }

    static func text(_ key: String, _ title: String = "", _ value: @escaping @Sendable (Row) -> String?) -> Self {
        ReportField(key, title, .text) { .optional(value($0), ReportCell.text) }
    }

    static func count(_ key: String, _ title: String = "", _ value: @escaping @Sendable (Row) -> Int64) -> Self {
        ReportField(key, title, .count) { .count(value($0)) }
    }

    static func tokens(_ key: String, _ title: String = "", _ value: @escaping @Sendable (Row) -> Int64) -> Self {
        ReportField(key, title, .tokens) { .tokens(value($0)) }
    }

    static func money(_ key: String, _ title: String = "", _ value: @escaping @Sendable (Row) -> KnownAmount) -> Self {
        ReportField(key, title, .money) { .money(value($0)) }
    }

    static func moment(_ key: String, _ title: String = "", _ value: @escaping @Sendable (Row) -> Timestamp?) -> Self {
        ReportField(key, title, .time) { .optional(value($0), ReportCell.moment) }
    }

    /// Names from a log, the most important first.
    static func names(_ key: String, _ title: String = "", _ value: @escaping @Sendable (Row) -> [String]) -> Self {
        ReportField(key, title, .name) { .names(value($0)) }
    }

    /// Named values that only programs read.
    static func record(_ key: String, _ value: @escaping @Sendable (Row) -> ReportCell?) -> Self {
        ReportField(key, "", .record) { value($0) ?? .blank }
    }

    static func flag(_ key: String, _ value: @escaping @Sendable (Row) -> Bool?) -> Self {
        ReportField(key, "", .flag) { .optional(value($0), ReportCell.flag) }
    }
}

extension Array {
    /// A value's facts, under the columns' names.
    func record<Row>(of row: Row) -> ReportCell where Element == ReportField<Row> {
        .record(facts(of: row))
    }

    /// The same, without what such a value does not have.
    func present<Row>(in row: Row) -> ReportCell where Element == ReportField<Row> {
        .record(facts(of: row).filter { $0.value != .absent })
    }

    /// The same as a list.
    func facts<Row>(of row: Row) -> [ReportFact] where Element == ReportField<Row> {
        map { ReportFact($0.column.key, $0.cell(row)) }
    }
}
