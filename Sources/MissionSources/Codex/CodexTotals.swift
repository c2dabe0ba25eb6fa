// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What Codex counts: cached tokens are part of the input, reasoning of the output.
struct CodexTotals: Equatable {
    var input: Int64 = 0
    var cached: Int64 = 0
    var output: Int64 = 0
    var reasoning: Int64 = 0

    init() {}

    init(_ usage: JSONValue) throws(RejectionReason) {
        input = try usage.tokens("input_tokens")
        cached = try usage.tokens("cached_input_tokens")
        output = try usage.tokens("output_tokens")
        reasoning = try usage.tokens("reasoning_output_tokens")
    }

    init?(_ numbers: [Int64]) {
        guard numbers.count == 4, numbers.allSatisfy({ (0...TokenCounts.plausibleMaximum).contains($0) }) else {
            return nil
        }
        (input, cached, output, reasoning) = (numbers[0], numbers[1], numbers[2], numbers[3])
    }

    var numbers: [Int64] { [input, cached, output, reasoning] }

    /// What was used since earlier totals.
    ///
    /// - Parameter last: What the log says about the last call; it counts where the totals cannot tell, because they fell
    ///   back or because this file does not have what came before them.
    func growth(since earlier: CodexTotals?, last: CodexTotals?) -> CodexTotals {
        guard let earlier else {
            guard let last, zip(last.numbers, numbers).allSatisfy({ $0 <= $1 }) else { return self }
            return last
        }
        let grown = zip(numbers, earlier.numbers).map { $0 - $1 }
        return CodexTotals(grown) ?? last ?? self
    }

    /// In disjoint buckets.
    var tokens: TokenCounts {
        TokenCounts(
            input: max(0, input - cached), output: output, cacheRead: min(cached, input),
            reasoning: min(reasoning, output))
    }
}

/// How far the reading of a rollout has got.
struct CodexProgress: Equatable {
    var session = ""
    var startedAt: Timestamp?
    var provider = "openai"
    var model = ""
    /// The fingerprint of everything counted since the beginning; at first the conversation that it all began with.
    var chain = ""
    var totals: CodexTotals?

    /// Counts one call; gives its identity.
    mutating func advance(by used: CodexTotals) -> EventID {
        var hash = ContentHash(CodexSource.kind)
        hash.add(chain)
        for number in used.numbers { hash.add(number) }
        chain = hash.id.description
        return hash.id
    }
}

extension CodexProgress {
    private static let version = "1"

    /// Reads the notation of ``text``; nil for any other.
    init?(_ text: String) {
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 7, parts[0] == Self.version, let start = Int64(parts[2]) else { return nil }
        session = parts[1]
        startedAt = start < 0 ? nil : Timestamp(milliseconds: start)
        (provider, model, chain) = (parts[3], parts[4], parts[5])
        totals = CodexTotals(parts[6].split(separator: ",").compactMap { Int64($0) })
    }

    /// For a checkpoint.
    var text: String {
        let names = [session, "\(startedAt?.milliseconds ?? -1)", provider, model, chain]
        let totals = totals?.numbers.map { "\($0)" }.joined(separator: ",") ?? "-"
        let clean = names.map { String($0.map { $0 == "\t" || $0 == "\n" ? " " : $0 }) }
        return ([Self.version] + clean + [totals]).joined(separator: "\t")
    }
}
