// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A statement and the values in it, apart: SQL is what the program's own source says, and nothing else ever becomes SQL.
///
///     "SELECT text FROM documents WHERE kind = \(value: kind) AND at >= \(number: at)"
struct Statement: ExpressibleByStringInterpolation, Sendable {
    fileprivate enum Part: Sendable {
        case sql(String)
        case text(String)
        case texts([String])
    }

    private var parts: [Part] = []

    init(stringLiteral value: String) { parts = [.sql(value)] }

    init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { parts.append(.sql(literal)) }
        /// A text from outside.
        mutating func appendInterpolation(value: String) { parts.append(.text(value)) }
        /// Texts from outside, in parentheses for `IN`.
        mutating func appendInterpolation(values: some Sequence<String>) { parts.append(.texts(Array(values))) }
        /// A whole number.
        mutating func appendInterpolation(number: Int64) { parts.append(.sql(String(number))) }
        /// Whole numbers, in parentheses for `IN`.
        mutating func appendInterpolation(numbers: some Sequence<UInt64>) {
            parts.append(.sql("(" + numbers.map { String($0) }.joined(separator: ",") + ")"))
        }
        /// A part of a statement that the program's source says: a column, a table.
        mutating func appendInterpolation(sql: String) { parts.append(.sql(sql)) }
        /// A statement within this one.
        mutating func appendInterpolation(_ statement: Statement) { parts += statement.parts }
    }

    /// The statement with its values in it, escaped: for servers that bind none.
    var escaped: String {
        parts.map { part in
            switch part {
            case .sql(let sql): sql
            case .text(let text): Self.literal(text)
            case .texts(let texts): "(" + texts.map(Self.literal).joined(separator: ",") + ")"
            }
        }.joined()
    }

    /// The statement with names in the values' places, and the values by name: for servers that bind them.
    var bound: (sql: String, values: [(name: String, value: String)]) {
        var sql = ""
        var values: [(name: String, value: String)] = []
        for part in parts {
            switch part {
            case .sql(let text): sql += text
            case .text(let text):
                sql += "{p\(values.count):String}"
                values.append(("p\(values.count)", Self.escapes(text)))
            case .texts(let texts):
                sql += "{p\(values.count):Array(String)}"
                values.append(("p\(values.count)", "[" + texts.map(Self.literal).joined(separator: ",") + "]"))
            }
        }
        return (sql, values)
    }

    /// The one place where a value becomes a part of a statement's text: quotes around it, a backslash in front of what would
    /// end it or begin an escape.
    static func literal(_ text: String) -> String { "'" + escapes(text).replacing("'", with: "\\'") + "'" }

    /// Backslashes and the bytes that have escapes.
    private static func escapes(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\0": result += "\\0"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension [Statement] {
    /// All of them, with something between.
    func joined(_ separator: String) -> Statement {
        reduce(into: "") { joined, next in
            joined = "\(joined)\(sql: joined.escaped.isEmpty ? "" : separator)\(next)"
        }
    }
}
