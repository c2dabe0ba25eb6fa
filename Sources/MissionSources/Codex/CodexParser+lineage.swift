// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Whose a call is: the conversation's own, or a copy of an ancestor's.
extension CodexParser {
    /// A call that is written down so soon after its file was begun was copied there: no model answers as fast.
    private static let copiedWithin: Int64 = 500

    /// What the chain of a conversation begins with.
    private struct Origin {
        var text: String
        /// Whose calls the first ones are; nil when nothing tells.
        var owner: String?
        var isMisnamed = false
    }

    /// Brings the chain to the conversation that a call belongs to.
    mutating func follow(_ call: CodexRecord) {
        if progress.chain.isEmpty { begin(with: call) }
        let isBefore = isBeforeConversation(call)
        let own = session.id
        if let branch = progress.expected.first, branch.count <= progress.count {
            progress.expected.removeFirst()
            if progress.named == nil, progress.owner != branch.thread { progress.branch(to: branch.thread) }
        }
        if let thread = progress.named, !progress.isMisnamed {
            // Where nothing told whose the first calls are, they are those of the line's first conversation.
            if (progress.owner ?? progress.origin) != thread { progress.branch(to: thread) }
            progress.owner = thread
        } else if progress.isCopying, !isBefore, progress.owner != own {
            // Copies kept their times, and this call was made after the conversation had begun.
            progress.branch(to: own)
        }
        progress.isCopying = isBefore
    }

    private func isBeforeConversation(_ call: CodexRecord) -> Bool {
        guard let time = call.time, let start = progress.start else { return false }
        return time < start
    }

    private mutating func begin(with call: CodexRecord) {
        let origin = origin(call)
        progress.chain = origin.text
        progress.origin = origin.text
        progress.owner = origin.owner
        progress.isMisnamed = origin.isMisnamed
        progress.first = call
        if origin.owner == nil, let parent = progress.descent?.parent {
            progress.expected = lineage.branches(of: parent)
        }
        progress.descent = nil
    }

    private func origin(_ first: CodexRecord) -> Origin {
        let own = session.id
        guard let descent = progress.descent, !progress.session.isEmpty else { return Origin(text: own, owner: own) }
        // A call that is said to be another conversation's stands first in that one's file, too.
        if let thread = progress.named, thread != own { return Origin(text: thread, owner: thread) }
        if let parent = descent.parent, let response = first.response, lineage.first(of: parent)?.response == response {
            return Origin(text: lineage.origin(of: parent), isMisnamed: true)
        }
        if first.thread == own || descent.base != nil { return Origin(text: beginning(descent), owner: own) }
        guard let parent = descent.parent else { return Origin(text: own, owner: own) }
        if let copied = descent.copied {
            return Origin(text: lineage.origin(of: copied, otherwise: descent.copiedFrom))
        }
        if descent.forkedFrom != nil || repeats(first, parent, descent) {
            return Origin(text: lineage.origin(of: parent))
        }
        return Origin(text: own, owner: own)
    }

    /// What the line of a file begins with that repeats nothing. A conversation that went back and on in another file has
    /// several; their names tell them from forks.
    private func beginning(_ descent: CodexDescent) -> String {
        let own = session.id
        guard let base = descent.base else { return own }
        let isFork = descent.forkedFrom != nil && !base.hasPrefix("\(own):") && !output.file.baseName.contains("_")
        return isFork ? own : "\(own)@\(base)@\(progress.start ?? 0)"
    }

    /// Whether a helper of which only the spawner is known begins with its spawner's calls: most begin afresh.
    private func repeats(_ first: CodexRecord, _ parent: String, _ descent: CodexDescent) -> Bool {
        if isBeforeConversation(first) { return true }
        if let time = first.time, let written = descent.written, time - written < Self.copiedWithin { return true }
        return lineage.first(of: parent)?.usage.numbers == first.usage.numbers
    }
}
