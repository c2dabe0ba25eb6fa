// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What the name of a file in a `sessions` folder says.
///
/// Source: OpenClaw `src/config/sessions/artifacts.ts` (v2026.4) and what real homes hold.
struct OpenClawTranscriptName: Equatable {
    /// What kind of file it is.
    enum Kind: Equatable {
        /// A transcript in any state: primary, archived, checkpoint, backup.
        case transcript
        /// A transcript compressed with zstandard.
        case compressedTranscript
        /// The session store.
        case sessionStore
        /// Nothing that holds usage: locks, debug traces, backups of the store.
        case other
    }

    var kind: Kind
    /// Whether it is a copy that was put away (reset, deleted, backed up, at a checkpoint, compressed) rather than the
    /// transcript that the agent goes on with.
    var isArchive = false
    /// The session's id as far as the name tells it.
    var sessionID: String

    /// What a migration to a database writes behind the names of files that it puts away.
    private static let importMark = ".imported-"

    init(_ name: String) {
        sessionID = name
        kind = .other
        if name == "sessions.json" {
            kind = .sessionStore
            return
        }
        let imported = name.range(ofFirst: Self.importMark)
        if imported != nil, name.range(ofFirst: ".sessions.json.imported-") != nil {
            kind = .sessionStore
            return
        }
        guard let suffix = name.range(ofFirst: ".jsonl") else { return }
        let rest = name[suffix.upperBound...]
        let stem = name[..<suffix.lowerBound]
        // A trajectory is a debug trace that repeats what the transcript has.
        guard !rest.hasSuffix(".lock"), !stem.hasSuffix(".trajectory"), !rest.hasSuffix(".tmp") else { return }
        kind = rest.hasSuffix(".zst") ? .compressedTranscript : .transcript
        isArchive = !rest.isEmpty || stem.range(ofFirst: ".checkpoint.") != nil
        sessionID = Self.session(of: stem, isImported: imported != nil)
    }

    /// The stem without `.checkpoint.<uuid>` and `-topic-<thread>`.
    ///
    /// - Parameter isImported: Whether the name is one that a migration made: `<key>.<file>.imported-<time>`, with
    ///   `archive-tier` as the key of a transcript that no session referred to.
    private static func session(of stem: Substring, isImported: Bool) -> String {
        var stem = stem
        if let checkpoint = stem.range(ofFirst: ".checkpoint.") { stem = stem[..<checkpoint.lowerBound] }
        if let topic = stem.range(ofFirst: "-topic-") { stem = stem[..<topic.lowerBound] }
        if isImported, let dot = stem.lastIndex(of: ".") { stem = stem[stem.index(after: dot)...] }
        return String(stem)
    }
}

extension StringProtocol {
    /// The first occurrence of `needle`.
    func range(ofFirst needle: String) -> Range<Index>? {
        // By bytes: looking for where characters end takes many times as long.
        guard let first = needle.utf8.first else { return nil }
        var rest = utf8[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: needle.utf8) { return start..<rest.index(start, offsetBy: needle.utf8.count) }
            rest = rest.dropFirst()
        }
        return nil
    }
}
