// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension ScriptRecord {
    /// What a line says, at its top or one step down, where some put the counts.
    init(_ entry: JSONValue) {
        var found: [String: JSONValue] = [:]
        let nested = ["usage", "tokens"].flatMap { entry.at($0)?.members ?? [] }
        for member in entry.members + nested where member.value != .null {
            let name = ScriptField.plain(member.key)
            if found[name] == nil { found[name] = member.value }
        }
        self.init { field in
            field.names.lazy.compactMap { found[$0] }.compactMap { Self.text(of: $0, field) }.first
        }
    }

    private static func text(of value: JSONValue, _ field: ScriptField) -> String? {
        switch value {
        case .string(let text):
            // Text where a number should be is something else of the same name.
            if field.isNumber { return DecimalText.scaled(text, by: 0) == nil ? nil : text }
            return String(text.prefix(ScriptField.longest))
        case .bool(let flag): return field.isNumber ? nil : flag ? "true" : field == .error ? nil : "false"
        case .object: return field == .error ? value.at("type")?.text ?? value.at("message")?.text ?? "error" : nil
        default: return value.numberText
        }
    }
}
