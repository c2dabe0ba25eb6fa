// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// How JSON is laid out.
package enum JSONLayout: Sendable {
    /// On one line, for programs.
    case compact
    /// One member a line, two spaces a level, for people and for differences; ends with a line break.
    case indented
}

extension JSONValue {
    /// The JSON, with keys in the order of this value.
    package func text(_ layout: JSONLayout = .compact) -> String {
        var writer = Writer(isIndented: layout == .indented)
        writer.write(self, level: 0)
        if layout == .indented { writer.text += "\n" }
        return writer.text
    }
}

private struct Writer {
    let isIndented: Bool
    var text = ""

    init(isIndented: Bool) {
        self.isIndented = isIndented
    }

    mutating func write(_ value: JSONValue, level: Int) {
        switch value {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .decimal(let number): text += number.isFinite ? "\(number)" : "null"
        case .string(let string): write(string)
        case .array(let values):
            list("[", "]", count: values.count, level: level) { writer, index in
                writer.write(values[index], level: level + 1)
            }
        case .object(let members):
            list("{", "}", count: members.count, level: level) { writer, index in
                writer.write(members[index].key)
                writer.text += writer.isIndented ? ": " : ":"
                writer.write(members[index].value, level: level + 1)
            }
        }
    }

    private mutating func list(
        _ open: String, _ close: String, count: Int, level: Int, item: (inout Writer, Int) -> Void
    ) {
        text += open
        for index in 0..<count {
            if index > 0 { text += "," }
            breakLine(level + 1)
            item(&self, index)
        }
        if count > 0 { breakLine(level) }
        text += close
    }

    private mutating func breakLine(_ level: Int) {
        guard isIndented else { return }
        text += "\n" + String(repeating: " ", count: level * 2)
    }

    private mutating func write(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            // "<" is escaped so that the text may stand in a page; the other two end a line in old scripts.
            case "<", "\u{2028}", "\u{2029}": escape(scalar)
            default:
                if scalar.value < 0x20 || scalar.value == 0x7f {
                    escape(scalar)
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
