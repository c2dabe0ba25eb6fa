// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension ScriptRecord {
    /// What a line says, at its top or one step down, where some put the counts.
    init(_ entry: JSONValue) {
        let names = ScriptNames.all
        // What the best name so far says, of each field.
        var best = [(rank: Int, text: String)?](repeating: nil, count: ScriptField.allCases.count)
        var seen = [Bool](repeating: false, count: names.count)
        func take(_ members: [JSONMember]) {
            for member in members where member.value != .null {
                guard let name = names[member.key], !seen[name.place] else { continue }
                seen[name.place] = true
                for meaning in name.meanings where best[meaning.field.rawValue].map({ $0.rank > meaning.rank }) ?? true
                {
                    guard let text = Self.text(of: member.value, meaning.field) else { continue }
                    best[meaning.field.rawValue] = (meaning.rank, text)
                }
            }
        }
        take(entry.members)
        for place in ["usage", "tokens"] { take(entry.at(place)?.members ?? []) }
        self.init { best[$0.rawValue]?.text }
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
