// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads what Claude Code writes down: its folder of projects, or the folder in which Claude's desktop app keeps one for each
/// task (Cowork).
///
/// Format: `README.md` beside this file.
struct ClaudeCodeSource: LogSource {
    static let kind = "claude-code"

    var tree: FileTree
    let isLoose: Bool
    /// Whether the tree is a folder of projects, where every conversation has a folder beside its transcript.
    private let isProjects: Bool

    /// The source of a folder of projects.
    init(projects: String) {
        tree = FileTree(root: projects) { $0.hasSuffix(".jsonl") }
        (isLoose, isProjects) = (false, true)
    }

    /// The source of a folder of Cowork tasks, or of one task.
    init(cowork: String) {
        tree = FileTree(root: cowork, enters: CoworkFolder.enters, fits: CoworkFolder.fits)
        (isLoose, isProjects) = (false, false)
    }

    /// The source of one file, in whatever place it lies.
    init(file path: String) {
        tree = FileTree(file: path)
        (isLoose, isProjects) = (true, false)
    }

    func parser(for file: LogFile) -> any LogParser {
        ClaudeCodeParser(file)
    }

    /// Reads what is new, and says what was deleted before anybody could. See ``Source/run(from:deliver:)``.
    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        var summary = try await read(from: checkpoints, deliver: deliver)
        if isProjects, let problem = ClaudeCodeRemains(projects: tree.root).problem { summary.problems.append(problem) }
        return summary
    }
}
