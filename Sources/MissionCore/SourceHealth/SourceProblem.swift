// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A place that exists and could not be read as it should.
package struct SourceProblem: Hashable, Sendable, CustomStringConvertible {
    /// What kind of problem it is; decides the advice.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// It is not there.
        case missing
        /// It is nothing that a kind of source recognises.
        case unrecognized
        /// The system refuses to read it.
        case unreadable
        /// Its format is of a version that this program does not know.
        case unknownSchema = "unknown_schema"
        /// It is of a kind that this program does not read.
        case unsupported
        /// It is named like a log of usage and tells of no model's call.
        case noUsage = "no_usage"
        /// It holds a store of calls, and none could be read from it.
        case emptyStore = "empty_store"
        /// It lies where this program does not look for calls, and holds some.
        case leftOut = "left_out"
        /// Its producer deleted what it held.
        case deleted
        /// It holds settings of this program that are wrong.
        case badSettings = "bad_settings"
    }

    /// Where.
    package var path: String
    /// What kind of problem it is.
    package var kind: Kind
    /// What is wrong, with the facts.
    package var reason: String

    package init(path: String, kind: Kind = .unreadable, reason: String) {
        self.path = path
        self.kind = kind
        self.reason = reason
    }

    /// Whether nothing is wrong with what was looked at: it only says what is not there to be read.
    package var isNotice: Bool { kind == .leftOut || kind == .deleted }

    /// `path: reason`.
    package var description: String { "\(path): \(reason)" }

    /// The problem and what to do about it: `path: reason; advice`.
    package var message: String { "\(description); \(advice)" }

    /// What a person can do about it.
    package var advice: String {
        switch kind {
        case .missing: "check the path"
        case .unrecognized: "name the agent's home folder, or say with \(NextStep.nameSourceKind) what it is"
        case .unreadable: "let the user who runs mctl read it (`ls -ld` shows who may)"
        case .unknownSchema: "upgrade mctl; until then its calls are missing from every figure"
        case .unsupported: "its calls are missing from every figure until a version reads it"
        case .noUsage: "nothing to do: it is not counted"
        case .leftOut: "name it to \(NextStep.ingest) if its calls are to count"
        case .deleted: "nothing can be done about those; \(NextStep.serve) reads the next ones in time"
        case .badSettings: "correct it, or remove it and set it up again"
        case .emptyStore: "if calls were made with it, report this: their place may have moved"
        }
    }
}
