// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// What is decoded of a line when only a part of it is wanted.
@Suite struct JSONSelectionTests {
    private let selection = JSONSelection(["type", "message.usage", "message.id", "list.id", "list.kept"])

    private func decode(_ text: String) -> JSONValue? {
        let bytes = Array(text.utf8)
        return selection.decode(bytes.span)
    }

    @Test func `only what is wanted is decoded`() {
        let line =
            #"{"type":"a","other":{"type":"b"},"message":{"id":"m","text":"x\"}","usage":{"n":[1,2.5,null,true]}}}"#
        #expect(
            decode(line)
                == [
                    "type": "a",
                    "message": ["id": "m", "usage": ["n": [1, .decimal(Decimal(string: "2.5")!), nil, true]]],
                ])
    }

    @Test func `a list is every one of its objects`() {
        let line = #"{"list":[{"id":1,"x":2},{"kept":{"a":[]}},[]],"type":"a"}"#
        #expect(decode(line) == ["list": [["id": 1], ["kept": ["a": []]], []], "type": "a"])
    }

    @Test func `an escape in a wanted text is resolved`() {
        #expect(decode(#"{"type":"C:\\a\n\"\/\u00e9\ud83d\ude00"}"#) == ["type": "C:\\a\n\"/é😀"])
    }

    @Test(
        arguments: [
            #"{"t\u0079pe":"a"}"#, #"{"type":"\ud800"}"#, #"{"type":"a","type":"b"}"#, #"{"type":1e3}"#,
            #"{"type":1.0}"#,
            #"{"type":-0}"#, #"{"type":01}"#, #"{"type":+1}"#, #"{"type":.5}"#, #"{"type":1.}"#, #"{"type":-}"#,
            #"{"type":9223372036854775808}"#, #"{"type":nul}"#, #"{"type":"a"}{"type":"b"}"#, #"{"type":"a""#, "[]", "",
            "{\"type\":\"\u{1}\"}", #"{"type":"a",}"#, #"{"type" "a"}"#, #"{"type":"\x"}"#,
        ])
    func `what is unusual is left to the general decoder`(_ line: String) {
        #expect(decode(line) == nil)
    }

    @Test func `nesting without end is left to the general decoder`() {
        let deep = String(repeating: #"{"n":"#, count: 200) + "1" + String(repeating: "}", count: 200)
        #expect(decode(#"{"message":{"usage":\#(deep)}}"#) == nil)
    }

    @Test func `a line with more to it is left to the general decoder`() {
        let selection = JSONSelection(["type"], exceptLinesWith: ["isError", "data.isError"])
        for line in [#"{"type":"a","isError":true}"#, #"{"data":{"isError":false},"type":"a"}"#] {
            let bytes = Array(line.utf8)
            #expect(selection.decode(bytes.span) == nil, "\(line)")
        }
        let other = Array(#"{"type":"a","text":"isError","list":{"isError":true}}"#.utf8)
        #expect(selection.decode(other.span) == ["type": "a"])
    }

    @Test func `whatever a line holds, what is decoded of it is what the general decoder finds there`() {
        var chance = SeededGenerator(seed: 11)
        var agreed = 0
        for _ in 0..<4000 {
            var line = Array(RandomJSON.object(depth: 4, &chance).utf8)
            // Every other line has a few bytes that something damaged.
            if Bool.random(using: &chance) {
                for _ in 0..<Int.random(in: 1...3, using: &chance) {
                    let place = line.indices.randomElement(using: &chance) ?? 0
                    line[place] = Array(#"{}[]",:\0-e."#.utf8).randomElement(using: &chance) ?? 0
                }
            }
            guard let found = selection.decode(line.span), let whole = JSONValue(parsing: Data(line)),
                whole.isObject
            else { continue }
            agreed += 1
            #expect(
                found.sorted == whole.selected(by: selection.root).sorted, "\(String(decoding: line, as: UTF8.self))")
        }
        #expect(agreed > 1500)
    }
}

extension JSONValue {
    /// The wanted part of what the general decoder read.
    func selected(by node: JSONSelection.Node?) -> JSONValue {
        guard let node else { return self }
        switch self {
        case .object(let members):
            return .object(
                members.compactMap { member in
                    guard let place = node.names.firstIndex(of: member.key) else { return nil }
                    return JSONMember(key: member.key, value: member.value.selected(by: node.nodes[place]))
                })
        case .array(let values): return .array(values.map { $0.selected(by: node) })
        default: return self
        }
    }

    /// The same whatever order its keys came in.
    var sorted: JSONValue {
        switch self {
        case .object(let members):
            .object(members.map { JSONMember(key: $0.key, value: $0.value.sorted) }.sorted { $0.key < $1.key })
        case .array(let values): .array(values.map(\.sorted))
        default: self
        }
    }
}

/// Objects with the keys that the selection above wants, and others.
enum RandomJSON {
    static func object(depth: Int, _ chance: inout SeededGenerator) -> String {
        let keys = ["type", "message", "usage", "id", "list", "kept", "x", "é"].shuffled(using: &chance)
        let members = keys.prefix(Int.random(in: 0...6, using: &chance)).map { key in
            "\"\(key)\":\(space(&chance))\(value(depth: depth - 1, &chance))"
        }
        return "{\(members.joined(separator: ",\(space(&chance))"))}"
    }

    private static func value(depth: Int, _ chance: inout SeededGenerator) -> String {
        switch Int.random(in: 0...(depth > 0 ? 9 : 6), using: &chance) {
        case 0: return ["true", "false", "null"].randomElement(using: &chance) ?? "null"
        case 1: return "\(Int64.random(in: -1000...1_000_000, using: &chance))"
        case 2: return "\(Int.random(in: 0...99, using: &chance)).\(Int.random(in: 0...999, using: &chance))"
        case 3: return ["1e3", "-0.0", "0", "-1.50", "9223372036854775807"].randomElement(using: &chance) ?? "0"
        case 4, 5, 6:
            let parts = ["a", "é", #"\""#, #"\\"#, #"\n"#, #"\u00e9"#, #"\ud83d\ude00"#, "}", "{", "😀", ","]
            return "\"\((0..<4).map { _ in parts.randomElement(using: &chance) ?? "" }.joined())\""
        case 7: return "[\((0..<2).map { _ in value(depth: depth - 1, &chance) }.joined(separator: ","))]"
        default: return object(depth: depth, &chance)
        }
    }

    private static func space(_ chance: inout SeededGenerator) -> String {
        ["", "", " ", "\t", "\r\n"].randomElement(using: &chance) ?? ""
    }
}
