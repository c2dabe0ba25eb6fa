// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// How far the reading of a rollout has got.
struct CodexProgress: Equatable, Codable {
    var session = ""
    /// When it began, in milliseconds since 1970.
    var start: Int64?
    var provider = "openai"
    var model = ""
    /// The fingerprint of everything counted since the beginning; empty before the first call.
    var chain = ""
    /// What was used when the log last said so.
    var totals: CodexUsage?
    /// Where the conversation comes from, until its first call tells whether the file repeats its ancestors'.
    var descent: CodexDescent? = CodexDescent()
    /// Whose calls the chain has reached; nil when nothing tells.
    var owner: String?
    /// What the conversation's chain began with.
    var origin = ""
    /// Where the chain went over from one conversation to another, by the number of calls before.
    var branches: [CodexBranch] = []
    /// The same in the parent, for a fork whose copies do not say whose they are.
    var expected: [CodexBranch] = []
    /// The number of calls counted.
    var count = 0
    /// Whether the last call was made before this conversation began, so that it is a copy.
    var isCopying = false
    /// Whether records do not tell whose calls they are, because copies were written under the copy's own name.
    var isMisnamed = false
    /// The conversation that the last entries name.
    var named: String?
    /// The tier of the conversation's settings.
    var tier: String?
    /// The tier of the present turn, where it has its own.
    var turnTier: CodexTier?
    /// The name of the plan that paid for the last call.
    var plan: String?
    /// The last call that a record told; nobody has told its totals yet.
    var held: CodexRecord?
    /// What records told that the totals have not told yet.
    var untold: CodexUsage?
    /// The last answers that records told of, newest last.
    var answers: [String] = []
    /// What the first call was.
    var first: CodexRecord?
}

/// A place in a line of forks where another conversation's calls begin.
struct CodexBranch: Equatable, Codable {
    /// Calls before it.
    var count: Int
    var thread: String
}

/// One call as the log tells it.
struct CodexRecord: Equatable, Codable {
    var usage: CodexUsage
    /// When it was written down, in milliseconds since 1970; nil when the entry has no plausible time.
    var time: Int64?
    /// The conversation that made it; only records name it.
    var thread: String?
    /// The identity of the model's answer; only records tell it.
    var response: String?
    var model: String?
    var tier: CodexTier?
}

/// What a rollout's first entries say about where its conversation comes from.
struct CodexDescent: Equatable, Codable {
    var forkedFrom: String?
    var spawnedBy: String?
    var base: String?
    /// A conversation whose entry is repeated behind the file's own, and what that is a fork of.
    var copied: String?
    var copiedFrom: String?
    /// When the file's first entry was written, in milliseconds since 1970.
    var written: Int64?

    var parent: String? { forkedFrom ?? spawnedBy ?? copied }
}

extension CodexProgress {
    private static let answersKept = 8

    /// Whether an answer was told of already; remembers it.
    mutating func knows(answer: String?) -> Bool {
        guard let answer else { return false }
        if answers.contains(answer) { return true }
        answers.append(answer)
        if answers.count > Self.answersKept { answers.removeFirst() }
        return false
    }

    /// Counts one call; gives its identity.
    mutating func advance(by used: CodexUsage) -> EventID {
        var hash = ContentHash(CodexSource.kind)
        hash.add(chain)
        for number in used.numbers { hash.add(number) }
        chain = hash.id.description
        count &+= 1
        return hash.id
    }

    /// Lets another conversation's calls begin.
    mutating func branch(to thread: String) {
        var hash = ContentHash(CodexSource.kind)
        hash.add(chain)
        hash.add("branch")
        hash.add(thread)
        chain = hash.id.description
        owner = thread
        branches.append(CodexBranch(count: count, thread: thread))
    }
}

extension CodexProgress {
    private static let version = "2\t"

    /// Reads the notation of ``text``, and that of earlier versions; nil for any other.
    init?(_ text: String) {
        if text.hasPrefix(Self.version) {
            let json = Data(text.dropFirst(Self.version.count).utf8)
            guard let known = try? JSONDecoder().decode(CodexProgress.self, from: json) else { return nil }
            self = known
        } else {
            self.init(first: text)
        }
    }

    /// For a checkpoint: one line.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Nothing in it can fail to be encoded; without it the file would be read again, which is only slower.
        guard let json = try? encoder.encode(self) else { return "-" }
        return Self.version + String(decoding: json, as: UTF8.self)
    }

    /// The first notation, which knew neither records nor tiers. Its chain goes on as it was, so that calls keep their
    /// identities. Where nothing had been counted, the file is read from its beginning.
    private init?(first text: String) {
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 7, parts[0] == "1", let start = Int64(parts[2]) else { return nil }
        session = parts[1]
        self.start = start < 0 ? nil : start
        (provider, model, chain) = (parts[3], parts[4], parts[5])
        guard let totals = CodexUsage(parts[6].split(separator: ",").compactMap { Int64($0) }) else { return nil }
        self.totals = totals
        (descent, count, isMisnamed) = (nil, 1, true)
    }
}
