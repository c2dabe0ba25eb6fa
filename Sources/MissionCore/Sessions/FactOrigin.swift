// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Who says something about a conversation, poorest first: where two disagree, the better one is believed.
package enum FactOrigin: Int, Sendable, CaseIterable, Comparable {
    /// The transcript's own header.
    case header = 1
    /// A session store's entry for a scheduled job, which names whatever run came last.
    case jobEntry
    /// A scheduler's log of finished runs.
    case runLog
    /// The registry of subagents.
    case registry
    /// The session store's entry for the conversation itself.
    case sessionStore

    /// The poorer one comes first.
    package static func < (left: FactOrigin, right: FactOrigin) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// How much what is known about a conversation is to be believed, fact by fact: who said it, and as of when.
///
/// It makes merging independent of the order in which sources are read.
package struct FactWeights: Hashable, Sendable {
    /// A fact that can be disputed.
    enum Fact: Int, CaseIterable {
        case key
        case kind
        case cronJob
        case channel
        case label
        case project
        case parentKey
    }

    /// Origin and time as one number, by fact; 0 where nothing is known.
    private var numbers: [Int64]

    init() {
        numbers = Array(repeating: 0, count: Fact.allCases.count)
    }

    /// The weight of everything that one source says at one time.
    static func weight(_ origin: FactOrigin, asOf moment: Timestamp?) -> Int64 {
        let time = min(max(moment?.milliseconds ?? 0, 0), (1 << 48) - 1)
        return Int64(origin.rawValue) << 48 | time
    }

    subscript(fact: Fact) -> Int64 {
        get { numbers[fact.rawValue] }
        set { numbers[fact.rawValue] = newValue }
    }
}

extension FactWeights {
    /// Reads the notation of ``text``; whatever is not in it weighs nothing.
    package init(text: String) {
        self.init()
        for (fact, part) in zip(Fact.allCases, text.split(separator: " ", omittingEmptySubsequences: false)) {
            self[fact] = Int64(part, radix: 16) ?? 0
        }
    }

    /// For a ledger; empty where everything weighs nothing.
    package var text: String {
        if numbers.allSatisfy({ $0 == 0 }) { return "" }
        return numbers.map { String($0, radix: 16) }.joined(separator: " ")
    }
}
