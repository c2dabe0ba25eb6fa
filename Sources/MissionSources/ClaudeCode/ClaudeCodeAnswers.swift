// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Which answer a piece belongs to, of those whose messages have no name of their own: what tells two answers under one id
/// apart. Copies of a file repeat the times too, so they find the same answers.
struct ClaudeCodeAnswers {
    /// A piece of an answer, as a line has it.
    struct Piece {
        var message: String
        var uuid: String?
        /// The entry that it was written after.
        var parent: String?
        var tokens: TokenCounts
        var time: Timestamp
    }

    /// What a piece and the answer so far have in common, in numbers that fit into a checkpoint.
    private struct Open {
        var message: Int64
        var start: Int64
        var last: Int64
        var output: Int64
        /// The last piece's entry; 0 for none.
        var uuid: Int64
        var prompt: [Int64]
        /// The prompt of the first piece.
        var first: [Int64]
    }

    /// Pieces that do not follow each other directly are no further apart, in milliseconds.
    private static let longestPause: Int64 = 30_000
    /// Several helpers may answer at once.
    private static let limit = 8

    private var open: [Open] = []

    init() {}

    /// The beginning of the answer that a piece belongs to: its time in milliseconds since 1970, and its prompt.
    mutating func beginning(of piece: Piece) -> [Int64] {
        let now = piece.time.milliseconds
        let prompt = [piece.tokens.input, piece.tokens.cacheRead, piece.tokens.cacheWrite]
        var answer = Open(
            message: Self.number(piece.message), start: now, last: now, output: piece.tokens.output,
            uuid: piece.uuid.map(Self.number) ?? 0, prompt: prompt, first: prompt)
        let parent = piece.parent.map(Self.number) ?? 0
        if let index = open.lastIndex(where: { Self.goesOn($0, with: answer, after: parent) }) {
            let known = open.remove(at: index)
            answer.start = known.start
            answer.first = known.first
            answer.last = max(known.last, now)
            answer.output = max(known.output, answer.output)
        }
        open.append(answer)
        if open.count > Self.limit { open.removeFirst() }
        return [answer.start] + answer.first
    }

    private static func goesOn(_ known: Open, with piece: Open, after parent: Int64) -> Bool {
        guard known.message == piece.message, piece.start >= known.start else { return false }
        // No other entry stands between two pieces, but for a tool's result now and then.
        if parent != 0, parent == known.uuid { return true }
        // Some relays send the counts of the prompt with the last piece only, some never.
        let isEmpty = known.prompt.allSatisfy { $0 == 0 }
        guard known.prompt == piece.prompt || isEmpty else { return false }
        if piece.start <= known.last { return true }
        if isEmpty, parent != 0 { return false }
        return piece.start - known.last <= longestPause && piece.output >= known.output
    }

    private static func number(_ text: String) -> Int64 {
        var hash = ContentHash("")
        hash.add(text)
        return hash.id.high
    }
}

extension ClaudeCodeAnswers {
    /// The notation for a checkpoint.
    var text: String {
        open.map { each in
            let numbers = [each.message, each.start, each.last, each.output, each.uuid] + each.prompt + each.first
            return numbers.map(String.init).joined(separator: ":")
        }.joined(separator: ";")
    }

    /// Reads the notation; nil when it is another one.
    init?(_ text: String) {
        for part in text.split(separator: ";") {
            let numbers = part.split(separator: ":").compactMap { Int64($0) }
            guard numbers.count == 11 else { return nil }
            open.append(
                Open(
                    message: numbers[0], start: numbers[1], last: numbers[2], output: numbers[3], uuid: numbers[4],
                    prompt: Array(numbers[5..<8]), first: Array(numbers[8...])))
        }
    }
}
