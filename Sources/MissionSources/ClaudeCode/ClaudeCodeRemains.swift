// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What Claude Code left behind of conversations whose transcripts it deleted: a folder with the conversation's id, which held
/// helpers and long results, without the transcript beside it.
struct ClaudeCodeRemains {
    let projects: String

    /// The loss, for people; nil when there is none to be seen.
    var problem: SourceProblem? {
        let count = names(in: projects).reduce(0) { $0 + remains(in: "\(projects)/\($1)") }
        guard count > 0 else { return nil }
        let conversations = count == 1 ? "1 conversation is" : "\(count) conversations are"
        return SourceProblem(
            path: projects, kind: .deleted,
            reason: "\(conversations) left without a transcript: Claude Code deletes transcripts after 30 days"
                + " (`cleanupPeriodDays` in its settings), and calls that were not read before are in no figure")
    }

    private func remains(in project: String) -> Int {
        let names = names(in: project)
        let transcripts = Set(names.filter { $0.hasSuffix(".jsonl") })
        return names.count { name in
            Self.isID(name) && !transcripts.contains("\(name).jsonl")
                && FileStat(path: "\(project)/\(name)")?.isDirectory == true
        }
    }

    /// What cannot be listed is told by whoever reads it.
    private func names(in folder: String) -> [String] {
        (try? FileAccess.names(in: folder)) ?? []
    }

    /// Whether a name is a UUID.
    static func isID(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: 0x2d, omittingEmptySubsequences: false)
        guard parts.map(\.count) == [8, 4, 4, 4, 12] else { return false }
        return parts.joined().allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
    }
}
