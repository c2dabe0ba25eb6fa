// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// When the answers began whose messages have no name of their own: what tells two answers under one id apart.
///
/// A piece goes on with an answer when it comes soon after it, has the same prompt and no less output. Copies of a file repeat
/// the times too, so they find the same beginnings.
struct ClaudeCodeAnswers {
    /// Pieces of one answer are no further apart, in milliseconds.
    private static let longestPause: Int64 = 30_000
    /// Several helpers may answer at once.
    private static let limit = 8

    private struct Open {
        var message: Int64
        var start: Int64
        var last: Int64
        var prompt: [Int64]
        var output: Int64

        func goesOn(_ piece: Open) -> Bool {
            guard message == piece.message, piece.start >= start else { return false }
            // Some relays send the counts of the prompt with the last piece only.
            guard prompt == piece.prompt || prompt.allSatisfy({ $0 == 0 }) else { return false }
            if piece.start <= last { return true }
            return piece.start - last <= ClaudeCodeAnswers.longestPause && piece.output >= output
        }
    }

    private var open: [Open] = []

    init() {}

    /// The beginning of the answer that a piece belongs to, in milliseconds since 1970.
    mutating func start(of message: String, _ tokens: TokenCounts, at time: Timestamp) -> Int64 {
        var hash = ContentHash("message")
        hash.add(message)
        let now = time.milliseconds
        var piece = Open(
            message: hash.id.high, start: now, last: now, prompt: [tokens.input, tokens.cacheRead, tokens.cacheWrite],
            output: tokens.output)
        if let index = open.lastIndex(where: { $0.goesOn(piece) }) {
            let known = open.remove(at: index)
            piece.start = known.start
            piece.last = max(known.last, now)
            piece.output = max(known.output, tokens.output)
        }
        open.append(piece)
        if open.count > Self.limit { open.removeFirst() }
        return piece.start
    }
}

extension ClaudeCodeAnswers {
    /// The notation for a checkpoint.
    var text: String {
        open.map { each in
            ([each.message, each.start, each.last, each.output] + each.prompt).map(String.init).joined(separator: ":")
        }.joined(separator: ";")
    }

    /// Reads the notation; nil when it is another one.
    init?(_ text: String) {
        for part in text.split(separator: ";") {
            let numbers = part.split(separator: ":").compactMap { Int64($0) }
            guard numbers.count == 7 else { return nil }
            open.append(
                Open(
                    message: numbers[0], start: numbers[1], last: numbers[2], prompt: Array(numbers[4...]),
                    output: numbers[3]))
        }
    }
}
