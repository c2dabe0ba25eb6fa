// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The beginning of a user message's text, without what OpenClaw puts before the words that started the turn: a date stamp,
/// queued `System:` lines, hints about delivery.
///
/// Source: OpenClaw's `src/auto-reply/reply` and transcripts of January to November 2026.
struct OpenClawPrompt {
    /// What is left of the range.
    private(set) var range: Range<Int>
    /// Whether events of the system stood before it.
    private(set) var hasSystemLines = false

    private static let systemLines: [StaticString] = ["System: ", "System (untrusted): "]
    private static let hints: [StaticString] = [
        "Delivery: to send a message", "Delivery: Final assistant text", "Delivery: No visible reply",
    ]
    /// A message has few lines before its own words; more than this is a text that merely looks so.
    private static let mostLines = 200
    /// `[Wed 2026-11-25 18:22 Europe/Berlin]` and the like are no longer.
    private static let longestStamp = 64

    /// Steps over what stands before the words.
    ///
    /// - Parameter isJSON: Whether the bytes are the inside of a JSON string rather than its text.
    init(_ bytes: Span<UInt8>, _ whole: Range<Int>, isJSON: Bool) {
        range = whole
        for _ in 0..<Self.mostLines {
            skipSpace(bytes, isJSON)
            if Self.systemLines.contains(where: { JSONScanner.starts(bytes, range, with: $0) }) {
                hasSystemLines = true
            } else if !Self.hints.contains(where: { JSONScanner.starts(bytes, range, with: $0) }) {
                guard skipStamp(bytes) else { return }
                continue
            }
            skipLine(bytes, isJSON)
        }
    }

    private mutating func skipSpace(_ bytes: Span<UInt8>, _ isJSON: Bool) {
        var start = range.lowerBound
        while start < range.upperBound {
            if bytes[start] <= 0x20 {
                start += 1
            } else if isJSON, Self.isEscapedSpace(bytes, start, range.upperBound) {
                start += 2
            } else {
                break
            }
        }
        range = start..<range.upperBound
    }

    /// `\n`, `\r` or `\t`.
    private static func isEscapedSpace(_ bytes: Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
        guard bytes[index] == 0x5c, index + 1 < end else { return false }
        return bytes[index + 1] == 0x6e || bytes[index + 1] == 0x72 || bytes[index + 1] == 0x74
    }

    private mutating func skipLine(_ bytes: Span<UInt8>, _ isJSON: Bool) {
        var index = range.lowerBound
        while index < range.upperBound, bytes[index] != 0x0a {
            guard isJSON, bytes[index] == 0x5c, index + 1 < range.upperBound else {
                index += 1
                continue
            }
            if bytes[index + 1] == 0x6e { break }
            // An escaped backslash is no half of a newline.
            index += 2
        }
        range = min(index, range.upperBound)..<range.upperBound
    }

    /// Steps over `[Wed 2026-11-25 18:22 UTC]`; false where none stands.
    private mutating func skipStamp(_ bytes: Span<UInt8>) -> Bool {
        let start = range.lowerBound
        guard range.count > 12, bytes[start] == 0x5b, bytes[start + 4] == 0x20, bytes[start + 9] == 0x2d,
            (5...8).allSatisfy({ bytes[start + $0] &- 0x30 < 10 })
        else { return false }
        let end = min(range.upperBound, start + Self.longestStamp)
        guard let bracket = JSONScanner.find(0x5d, in: bytes, from: start), bracket < end else { return false }
        range = bracket + 1..<range.upperBound
        return true
    }
}
