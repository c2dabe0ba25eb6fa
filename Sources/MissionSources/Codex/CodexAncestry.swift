// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Synchronization

/// Knows which conversation was forked from which, as far as the files that are there tell it.
final class CodexAncestry: Sendable {
    private struct Known {
        /// Files that were looked at.
        var names: Set<String> = []
        /// What each conversation was forked from.
        var parents: [String: String] = [:]
    }

    private let known = Mutex(Known())

    /// The first conversation in the line that leads to a fork's parent; the parent itself when nothing more is known.
    func root(of parent: String, in tree: FileTree) -> String {
        known.withLock { known in
            Self.look(tree, &known)
            var (root, seen) = (parent, Set([parent]))
            while let next = known.parents[root], seen.insert(next).inserted { root = next }
            return root
        }
    }

    /// Forks are rare; only when one is met are the heads of files looked at, each once.
    private static func look(_ tree: FileTree, _ known: inout Known) {
        for name in tree.survey().names where known.names.insert(name).inserted {
            guard let head = LogHead(tree.absolute(name), lines: 1)?.entries.first,
                let meta = CodexMeta(head), let parent = meta.parent
            else { continue }
            known.parents[meta.id] = parent
        }
    }
}

/// The entry that a rollout begins with. A fork repeats its parent's behind its own.
struct CodexMeta {
    let id: String
    /// The conversation that it is a fork of.
    let parent: String?
    let provider: String?
    let project: String?
    let startedAt: Timestamp?
    let kind: SessionKind

    init?(_ entry: JSONValue) {
        guard entry.at("type")?.text == "session_meta", let payload = entry.at("payload"),
            let id = (payload.at("id") ?? payload.at("session_id"))?.text
        else { return nil }
        self.id = id
        parent = payload.at("forked_from_id")?.text
        provider = payload.at("model_provider")?.text
        project = payload.project("cwd")
        startedAt = payload.time("timestamp") ?? entry.time("timestamp")
        let source = payload.at("source")
        kind =
            switch source?.text {
            case "exec", "mcp": .api
            default: source?.at("subagent") == nil ? .chat : .subagent
            }
    }
}
