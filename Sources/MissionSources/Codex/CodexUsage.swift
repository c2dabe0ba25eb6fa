// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What Codex counts: cached and written tokens are part of the input, reasoning of the output.
struct CodexUsage: Equatable, Codable {
    var input: Int64 = 0
    var cached: Int64 = 0
    var output: Int64 = 0
    var reasoning: Int64 = 0
    var written: Int64 = 0

    /// More than any conversation has used. A fork begins with everything that its ancestors used: totals of 45 thousand
    /// million tokens were seen.
    private static let largestTotal: Int64 = 1_000_000_000_000_000

    init() {}

    /// What one call used.
    init(call usage: JSONValue) throws(RejectionReason) {
        try self.init(usage, upTo: TokenCounts.plausibleMaximum)
    }

    /// What a conversation has used so far.
    init(total usage: JSONValue) throws(RejectionReason) {
        try self.init(usage, upTo: Self.largestTotal)
    }

    private init(_ usage: JSONValue, upTo most: Int64) throws(RejectionReason) {
        func tokens(_ key: String) throws(RejectionReason) -> Int64 {
            guard let value = usage.at(key) else { return 0 }
            guard let number = value.whole, (0...most).contains(number) else { throw .badTokenCount }
            return number
        }
        input = try tokens("input_tokens")
        cached = try tokens("cached_input_tokens")
        output = try tokens("output_tokens")
        reasoning = try tokens("reasoning_output_tokens")
        written = try tokens("cache_write_input_tokens")
    }

    /// Counts in the order of the first notation of checkpoints; nil when they are no counts.
    init?(_ numbers: [Int64]) {
        guard numbers.count >= 4, numbers.allSatisfy({ (0...Self.largestTotal).contains($0) }) else { return nil }
        (input, cached, output, reasoning) = (numbers[0], numbers[1], numbers[2], numbers[3])
        written = numbers.count > 4 ? numbers[4] : 0
    }

    /// What identifies a call. What was written to the cache is told by newer builds alone, so it is none of it.
    var numbers: [Int64] { [input, cached, output, reasoning] }

    private var all: [Int64] { numbers + [written] }

    /// Whether nothing was used.
    var isEmpty: Bool { self == CodexUsage() }

    /// Whether no single call can have used so much.
    var isTooMuch: Bool { all.contains { $0 > TokenCounts.plausibleMaximum } }

    /// Whether it is more than `other` in any count.
    func exceeds(_ other: CodexUsage) -> Bool {
        zip(numbers, other.numbers).contains { $0 > $1 }
    }

    /// What was used since earlier totals.
    ///
    /// - Parameter last: What the log says about the last call; it counts where the totals cannot tell, because they fell
    ///   back or because this file does not have what came before them.
    func growth(since earlier: CodexUsage?, last: CodexUsage?) -> CodexUsage {
        guard let earlier else {
            guard let last, !last.exceeds(self) else { return self }
            return last
        }
        let grown = zip(all, earlier.all).map { $0 &- $1 }
        return CodexUsage(grown) ?? last ?? self
    }

    /// What is left of it when `part` was told; nil when that is nothing, or when more was told.
    func rest(after part: CodexUsage) -> CodexUsage? {
        guard let rest = CodexUsage(zip(numbers, part.numbers).map { $0 &- $1 }), !rest.isEmpty else { return nil }
        return rest
    }

    /// The sum of both.
    func adding(_ other: CodexUsage) -> CodexUsage {
        CodexUsage(zip(all, other.all).map { $0.addingSaturating($1) }) ?? self
    }

    /// In disjoint buckets. How long a cache keeps what was written is not told.
    var tokens: TokenCounts {
        let read = min(cached, input)
        let write = min(written, input - read)
        return TokenCounts(
            input: input - read - write, output: output, cacheRead: read, cacheWrite5m: write,
            reasoning: min(reasoning, output))
    }
}
