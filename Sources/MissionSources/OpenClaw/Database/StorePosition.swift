// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How far an agent's database was read as a whole, and what has to be said about it for as long as it does not change.
struct StorePosition: Equatable, SourcePosition {
    /// What the files looked like before they were read; empty when they may have changed unnoticed meanwhile.
    var fingerprint = ""
    /// Which file it was.
    var file = ""
    /// Session entries changed up to this moment were taken.
    var entriesUpTo: Int64 = 0
    /// Session windows changed up to this moment were taken.
    var windowsUpTo: Int64 = 0
    var yield = StoreYield()
    /// The database's version, as it told when it was read; for people only.
    var schema: Int64 = 0
    /// Problems that stay until the database changes.
    var problems: [Problem] = []

    struct Problem: Equatable {
        var kind: SourceProblem.Kind
        var reason: String
    }

    func isCurrent(_ found: DatabaseFingerprint) -> Bool {
        fingerprint == found.text
    }
}

/// What came out of an agent's database so far: the rule by which "a store exists and yields nothing" is an error.
///
/// It is one when not a single call came out of it although it must hold some: an assistant's message stands in its
/// transcripts, or a session entry tells of tokens, and the agent has no transcript files from which they may have been
/// counted. A store without sessions, or one whose sessions were never answered, is a new one and fine.
struct StoreYield: Equatable {
    /// Rows in the shape of a call, counted or rejected as such.
    var calls: Int64 = 0
    /// Whether an assistant's message was seen.
    var hasAnswers = false
    /// Whether a session entry tells of tokens.
    var claimsTokens = false

    func problem(hasFiles: Bool) -> StorePosition.Problem? {
        guard calls == 0, hasAnswers || claimsTokens, !hasFiles else { return nil }
        let sign = hasAnswers ? "its transcripts have answers" : "its sessions tell of tokens"
        return StorePosition.Problem(kind: .emptyStore, reason: "\(sign), and not one call could be read from it")
    }
}

extension StorePosition {
    private static let version = "d3"

    /// Reads the notation of ``text``; nil for any other, which means to read from the beginning.
    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let parts = lines.first?.split(separator: " ", omittingEmptySubsequences: false) ?? []
        guard parts.count == 9, parts[0] == Self.version, let entries = Int64(parts[3]), let windows = Int64(parts[4]),
            let calls = Int64(parts[5]), let schema = Int64(parts[8])
        else { return nil }
        fingerprint = String(parts[1])
        file = String(parts[2])
        (entriesUpTo, windowsUpTo) = (entries, windows)
        yield = StoreYield(calls: calls, hasAnswers: parts[6] == "1", claimsTokens: parts[7] == "1")
        self.schema = schema
        problems = lines.dropFirst().compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let kind = SourceProblem.Kind(rawValue: String(parts[0])) else { return nil }
            return Problem(kind: kind, reason: String(parts[1]))
        }
    }

    /// For a checkpoint: numbers in the first line, a problem in each further one.
    var text: String {
        let flags = "\(yield.hasAnswers ? 1 : 0) \(yield.claimsTokens ? 1 : 0)"
        let numbers =
            "\(Self.version) \(fingerprint) \(file) \(entriesUpTo) \(windowsUpTo) \(yield.calls) \(flags) \(schema)"
        let rest = problems.map { problem in
            "\(problem.kind.rawValue) \(problem.reason.map { $0 == "\n" ? " " : $0 }.map(String.init).joined())"
        }
        return ([numbers] + rest).joined(separator: "\n")
    }
}
