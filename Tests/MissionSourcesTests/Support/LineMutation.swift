// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting

/// Lines as no producer should write them, made from lines that one does.
enum LineMutation {
    /// What a member may be instead: everything that producers might write there by mistake.
    private static let odd: [JSONValue] = [
        .null, .string(""), .string("x"), .string("assistant"), .string("toolResult"), .string("user"),
        .string("compaction"), .string("message"), .integer(0), .integer(7), .integer(-3), .decimal(1.5), .bool(true),
        .array([]), .object([]), .string("2026-03-01T10:02:00Z"), .array([.object([])]), .string("a\"b\\c\n"),
    ]

    private static let bytes = Array(#"{}[]",:\0-e.u"#.utf8)

    /// The same with members in another order, without some, with odd ones and with some that nobody knows.
    static func shaken(_ value: JSONValue, _ chance: inout SeededGenerator) -> JSONValue {
        switch value {
        case .array(let values): return .array(values.map { shaken($0, &chance) })
        case .object(let members):
            let isShuffled = Int.random(in: 0..<4, using: &chance) == 0
            let ordered = isShuffled ? members.shuffled(using: &chance) : members
            var shaken = ordered.compactMap { member(from: $0, &chance) }
            if Int.random(in: 0..<12, using: &chance) == 0, let value = odd.randomElement(using: &chance) {
                let place = Int.random(in: 0...shaken.count, using: &chance)
                shaken.insert(JSONMember(key: "unheardOf", value: value), at: place)
            }
            return .object(shaken)
        default: return value
        }
    }

    private static func member(from member: JSONMember, _ chance: inout SeededGenerator) -> JSONMember? {
        switch Int.random(in: 0..<30, using: &chance) {
        case 0: nil
        case 1: odd.randomElement(using: &chance).map { JSONMember(key: member.key, value: $0) }
        default: JSONMember(key: member.key, value: shaken(member.value, &chance))
        }
    }

    /// The same with a few bytes replaced, taken away or doubled.
    static func damaged(_ line: [UInt8], _ chance: inout SeededGenerator) -> [UInt8] {
        var line = line
        for _ in 0..<Int.random(in: 1...3, using: &chance) where !line.isEmpty {
            let place = Int.random(in: line.indices, using: &chance)
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: line.remove(at: place)
            case 1: line.insert(line[place], at: place)
            case 2: line.removeSubrange(place...)
            default: line[place] = bytes.randomElement(using: &chance) ?? 0
            }
        }
        return line
    }
}
