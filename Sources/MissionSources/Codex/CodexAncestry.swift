// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Synchronization

/// Finds and reads the files of conversations that others were forked from, each once.
final class CodexAncestry: Sendable {
    private struct Known {
        /// Files by conversation; nil before the first question.
        var files: [String: [String]]?
        /// How conversations' files begin, up to their first call.
        var beginnings: [String: CodexProgress?] = [:]
        /// What whole files told.
        var wholes: [String: CodexProgress?] = [:]
    }

    let tree: FileTree
    private let known = Mutex(Known())

    /// One.
    ///
    /// - Parameter tree: All files of the home, also when only some are read.
    init(_ tree: FileTree) {
        self.tree = tree
    }

    /// How a conversation's file begins, up to its first call; nil when there is no file.
    func beginning(of thread: String, _ lineage: CodexLineage) -> CodexProgress? {
        if let found = known.withLock({ $0.beginnings[thread] }) { return found }
        // Read outside of the lock, because reading asks about the file's own ancestors. Two readers find the same.
        let found = read(thread, lineage) { $0.first == nil }
        known.withLock { $0.beginnings[thread] = found }
        return found
    }

    /// What a conversation's whole file told; nil when there is no file.
    func whole(of thread: String, _ lineage: CodexLineage) -> CodexProgress? {
        if let found = known.withLock({ $0.wholes[thread] }) { return found }
        let found = read(thread, lineage) { _ in true }
        known.withLock { $0.wholes[thread] = found }
        return found
    }

    /// Whether a conversation's file tells these totals.
    func tells(_ totals: CodexUsage, in thread: String, _ lineage: CodexLineage) -> Bool {
        read(thread, lineage) { $0.totals != totals }?.totals == totals
    }

    /// Reads a conversation's file while `goesOn` holds. A thread may have several files: the first one is its beginning.
    private func read(
        _ thread: String, _ lineage: CodexLineage, while goesOn: (CodexProgress) -> Bool
    ) -> CodexProgress? {
        for name in files(of: thread) {
            let file = LogFile(
                source: SourceID(kind: CodexSource.kind, place: tree.root), name: name,
                modified: Timestamp(milliseconds: .max))
            var parser = CodexParser(file, lineage: lineage)
            LogText(tree.absolute(name))?.forEach { line, info in
                parser.parse(line, info)
                parser.output = LogOutput(file)
                return goesOn(parser.progress)
            }
            if goesOn(parser.progress) { parser.finish() }
            if parser.progress.session == thread { return parser.progress }
        }
        return nil
    }

    private func files(of thread: String) -> [String] {
        let files = known.withLock { known in
            if let files = known.files { return files }
            let files = Self.files(in: tree)
            known.files = files
            return files
        }
        return files[thread] ?? []
    }

    /// Rollouts are named after their conversations; of others the first line is looked at.
    private static func files(in tree: FileTree) -> [String: [String]] {
        var files: [String: [String]] = [:]
        for name in tree.survey().names {
            let base = name.split(separator: "/").last.map(String.init) ?? name
            let named = CodexRolloutName(base)?.thread
            let thread = named ?? LogHead(tree.absolute(name), lines: 1)?.entries.first.flatMap(CodexMeta.init)?.id
            if let thread { files[thread, default: []].append(name) }
        }
        return files
    }
}

/// The name of a rollout: `rollout-<time>-<conversation>.jsonl`, with `_<rollout>` behind the conversation where it went
/// back to an earlier point and on in another file, and `.zst` where it is compressed.
struct CodexRolloutName {
    private static let timeLength = "2026-09-01T10-00-00-".count

    let thread: String

    init?(_ name: String) {
        guard name.hasPrefix("rollout-"), Self.isRollout(name) else { return nil }
        let rest = name.dropFirst("rollout-".count).dropFirst(Self.timeLength)
        let id = rest.prefix { $0 != "." && $0 != "_" }
        if id.isEmpty { return nil }
        thread = String(id)
    }

    /// Whether a name ends as those of rollouts do.
    static func isRollout(_ name: String) -> Bool {
        name.hasSuffix(".jsonl") || name.hasSuffix(".jsonl.zst")
    }
}
