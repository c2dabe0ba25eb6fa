// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How the messages begin that wake an agent up: OpenClaw's default, and what a home's configuration says instead.
///
/// They are held in memory for comparing and never written anywhere.
struct OpenClawHeartbeatPrompts: Sendable {
    /// So much of a prompt is compared.
    private static let reach = 200
    /// A shorter prompt must be the whole message or its first line; as a mere beginning it would match too much.
    private static let leastBeginning = 16

    /// The beginning of a prompt, as text and as JSON writes it.
    private struct Beginning: Sendable {
        var text: [UInt8]
        var json: [UInt8]
        var mustEnd: Bool

        init(_ prompt: String) {
            let head = String(prompt.prefix(OpenClawHeartbeatPrompts.reach))
            text = Array(head.utf8)
            json = Self.escaped(text)
            mustEnd = prompt.count < OpenClawHeartbeatPrompts.leastBeginning
        }

        /// What `JSON.stringify` makes of it.
        private static func escaped(_ text: [UInt8]) -> [UInt8] {
            text.flatMap { byte -> [UInt8] in
                switch byte {
                case 0x22, 0x5c: return [0x5c, byte]
                case 0x08: return Array("\\b".utf8)
                case 0x09: return Array("\\t".utf8)
                case 0x0a: return Array("\\n".utf8)
                case 0x0c: return Array("\\f".utf8)
                case 0x0d: return Array("\\r".utf8)
                case 0..<0x20: return Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
                default: return [byte]
                }
            }
        }
    }

    /// OpenClaw's default alone.
    static let standard = OpenClawHeartbeatPrompts([])

    /// OpenClaw's own prompts: until April 2026, from May on as the transcript shows it, and from August on.
    private static let own = [
        "Read HEARTBEAT.md", "[OpenClaw heartbeat poll]", "Follow the heartbeat monitor scratch context",
        "Run the following periodic tasks (only those due",
    ]

    private let beginnings: [Beginning]

    /// Takes the configured prompts; the default is always among them.
    init(_ configured: [String]) {
        var prompts: [String] = []
        for prompt in configured.map(\.withoutLeadingSpace) + Self.own
        where !prompt.isEmpty && !prompts.contains(prompt) {
            prompts.append(prompt)
        }
        beginnings = prompts.map(Beginning.init)
    }

    /// Whether a message is one of them.
    ///
    /// - Parameter isJSON: Whether the bytes are the inside of a JSON string rather than its text.
    func match(_ bytes: Span<UInt8>, _ range: Range<Int>, isJSON: Bool) -> Bool {
        beginnings.contains { beginning in
            let wanted = isJSON ? beginning.json : beginning.text
            guard range.count >= wanted.count else { return false }
            for (offset, byte) in wanted.enumerated() where bytes[range.lowerBound + offset] != byte { return false }
            let end = range.lowerBound + wanted.count
            if !beginning.mustEnd || end == range.upperBound { return true }
            if bytes[end] == 0x0a { return true }
            return isJSON && bytes[end] == 0x5c && end + 1 < range.upperBound && bytes[end + 1] == 0x6e
        }
    }

    /// What an agent replies when there was nothing to do.
    static let reply: StaticString = "HEARTBEAT_OK"
    /// OpenClaw takes a longer text beside it for a message to be delivered.
    private static let longestRemark = 300

    /// Whether a reply says that there was nothing to do: the word at its beginning or end, with little beside it.
    static func isReply(_ text: String) -> Bool {
        let word = "\(reply)"
        let (bare, wordLength) = (withoutMarks(text), word.count)
        guard bare.hasPrefix(word) || bare.hasSuffix(word) else { return false }
        return bare.count - wordLength <= longestRemark
    }

    /// The text without tags, and without the marks that emphasis puts around words.
    private static func withoutMarks(_ text: String) -> Substring {
        var isInTag = false
        var plain = Substring(
            text.filter { character in
                if character == "<" { isInTag = true }
                defer { if character == ">" { isInTag = false } }
                return !isInTag
            })
        while let first = plain.first, !first.isLetter, !first.isNumber { plain.removeFirst() }
        while let last = plain.last, !last.isLetter, !last.isNumber { plain.removeLast() }
        return plain
    }
}

extension String {
    fileprivate var withoutLeadingSpace: String {
        String(drop(while: \.isWhitespace))
    }
}
