// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What the files of a conversation's ancestors say, for the parser of one file. It asks only when it meets a fork.
struct CodexLineage: Sendable {
    private let ancestry: CodexAncestry?
    /// Conversations on the way here: lines that lead back into themselves end.
    private let path: Set<String>

    /// One.
    ///
    /// - Parameter ancestry: The files; nil when there are none to ask.
    init(_ ancestry: CodexAncestry? = nil, path: Set<String> = []) {
        self.ancestry = ancestry
        self.path = path
    }

    /// What the chain of a conversation begins with: mostly the first conversation of its line.
    ///
    /// - Parameter parent: What it is a fork of, when its own file is gone.
    func origin(of thread: String, otherwise parent: String? = nil) -> String {
        guard let inner = entering(thread) else { return thread }
        if let beginning = ancestry?.beginning(of: thread, inner) {
            if !beginning.origin.isEmpty { return beginning.origin }
            return beginning.descent?.parent.map { inner.origin(of: $0) } ?? thread
        }
        return parent.map { inner.origin(of: $0) } ?? thread
    }

    /// The first call in a conversation's file.
    func first(of thread: String) -> CodexRecord? {
        guard let inner = entering(thread) else { return nil }
        return ancestry?.beginning(of: thread, inner)?.first
    }

    /// Where the calls of a conversation that is a fork itself begin.
    func branches(of thread: String) -> [CodexBranch] {
        guard let inner = entering(thread), let beginning = ancestry?.beginning(of: thread, inner),
            beginning.origin != thread, beginning.first != nil
        else { return [] }
        return ancestry?.whole(of: thread, inner)?.branches ?? []
    }

    /// Whether a conversation's file tells these totals.
    func tells(_ totals: CodexUsage, in thread: String) -> Bool {
        guard let inner = entering(thread) else { return false }
        return ancestry?.tells(totals, in: thread, inner) ?? false
    }

    private func entering(_ thread: String) -> CodexLineage? {
        path.contains(thread) ? nil : CodexLineage(ancestry, path: path.union([thread]))
    }
}
