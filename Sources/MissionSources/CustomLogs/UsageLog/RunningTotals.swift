// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Finds out from a log's lines whether those that name a conversation tell its running totals or single calls.
///
/// Running totals never fall; counts of single calls do so all the time. Lines of one conversation are compared, each with
/// the one before. As soon as more than a third of the comparisons are falls, every line is a call, for good; after 32
/// without that, the lines are running totals, for good. Until then they are taken for running totals. So it depends on the
/// file's lines in their order alone, not on how much of them was there when somebody looked.
struct RunningTotals: Equatable {
    private static let enough = 32
    /// Conversations compared at a time; of more, the one that was not heard of for longest is forgotten.
    private static let mostSessions = 64

    /// What the counts of a conversation's last line were.
    private struct Last: Equatable {
        var session: UInt64
        var counts: [Int64]
    }

    /// Whether every line is a call.
    private(set) var areCalls: Bool
    private var falls = 0
    private var comparisons = 0
    private var last: [Last] = []

    init(areCalls: Bool = false) {
        self.areCalls = areCalls
    }

    private var isDecided: Bool { areCalls || comparisons >= Self.enough }

    /// Takes a line that names a conversation.
    mutating func compare(_ session: String, _ tokens: TokenCounts, _ cost: Money?) {
        if isDecided { return }
        let counts = [
            tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite, cost?.nanodollars ?? 0,
        ]
        var hash = ContentHash("session")
        hash.add(session)
        let name = UInt64(bitPattern: hash.id.high)
        if let index = last.firstIndex(where: { $0.session == name }) {
            let before = last.remove(at: index)
            comparisons += 1
            falls += zip(before.counts, counts).contains { $0 > $1 } ? 1 : 0
            areCalls = falls * 3 > comparisons
        }
        last.append(Last(session: name, counts: counts))
        if last.count > Self.mostSessions { last.removeFirst() }
        if isDecided { last = [] }
    }
}

extension RunningTotals {
    /// For a checkpoint: one line.
    var text: String {
        let sessions = last.map { "\($0.session):\($0.counts.map(String.init).joined(separator: ","))" }
        return (["1", areCalls ? "calls" : "totals", "\(falls)", "\(comparisons)"] + sessions).joined(separator: " ")
    }

    /// Reads the notation of ``text``; nil for any other.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count >= 4, parts[0] == "1", ["calls", "totals"].contains(parts[1]),
            let falls = Int(parts[2]), let comparisons = Int(parts[3])
        else { return nil }
        self.init(areCalls: parts[1] == "calls")
        (self.falls, self.comparisons) = (falls, comparisons)
        for part in parts[4...] {
            let halves = part.split(separator: ":")
            guard halves.count == 2, let session = UInt64(halves[0]) else { return nil }
            let counts = halves[1].split(separator: ",").compactMap { Int64($0) }
            guard counts.count == 5 else { return nil }
            last.append(Last(session: session, counts: counts))
        }
    }
}
