// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads the rollouts of Codex.
///
/// Format: `README.md` beside this file.
struct CodexSource: LogSource {
    static let kind = "codex"
    private static let folders = ["sessions", "archived_sessions"]

    var tree: FileTree
    let isLoose: Bool
    var keepsNames: Bool { true }
    private var ancestry: CodexAncestry

    /// The source of Codex's home folder, or of some paths in it.
    ///
    /// - Parameter isWhole: Whether rollouts lie in other folders of it too, as in a copy that somebody tidied.
    init(home: String, only: Set<String>? = nil, isWhole: Bool = false) {
        let home = FileTree(
            root: home,
            enters: { path in isWhole || Self.folders.contains { path == $0 || path.hasPrefix("\($0)/") } },
            fits: { $0.contains("/") && CodexRolloutName.isRollout($0) })
        tree = home
        tree.only = only
        ancestry = CodexAncestry(home)
        isLoose = false
    }

    /// The source of one file, in whatever place it lies.
    init(file path: String) {
        tree = FileTree(file: path)
        ancestry = CodexAncestry(tree)
        isLoose = true
    }

    func parser(for file: LogFile) -> any LogParser {
        CodexParser(file, lineage: CodexLineage(ancestry))
    }

    /// Reads what is new. Ancestors are looked for anew on every pass, because files come and go.
    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        var pass = self
        pass.ancestry = isLoose ? CodexAncestry(tree) : CodexAncestry(ancestry.tree)
        return try await pass.read(from: checkpoints, deliver: deliver)
    }
}

extension CodexSource {
    /// Codex's home.
    @Sendable
    static func places(in environment: SearchEnvironment) -> [String] {
        let own = environment.variable("CODEX_HOME").map(environment.expanded) ?? "\(environment.home)/.codex"
        return [own] + OpenClawPlaces.candidates(in: environment).flatMap(CodexHomes.inOpenClaw)
    }

    /// The homes that OpenClaw keeps for Codex within its own.
    @Sendable
    static func inHome(_ home: String) -> [any Source] {
        CodexHomes.inOpenClaw(home).map { CodexSource(home: $0) }
    }

    /// The source that a path is; nil when it is nothing of Codex's.
    @Sendable
    static func recognize(_ path: String) -> (any Source)? {
        guard let info = FileStat(path: path) else { return nil }
        if info.isDirectory { return isHome(path) ? CodexSource(home: path, isWhole: true) : nil }
        guard info.isRegular, isRollout(path) else { return nil }
        return inPlace(path) ?? CodexSource(file: path)
    }

    /// The path as a home if it is a folder, as a rollout if it is a file.
    @Sendable
    static func force(_ path: String) -> any Source {
        FileStat(path: path)?.isDirectory == true ? CodexSource(home: path, isWhole: true) : CodexSource(file: path)
    }

    /// A home keeps its rollouts by year.
    static func isHome(_ path: String) -> Bool {
        folders.contains { folder in
            let names = (try? FileAccess.names(in: "\(path)/\(folder)")) ?? []
            return names.contains { name in
                let isYear = name.utf8.count == 4 && name.utf8.allSatisfy { $0 &- 0x30 < 10 }
                return isYear || (name.hasPrefix("rollout-") && CodexRolloutName.isRollout(name))
            }
        }
    }

    /// A rollout inside a home is that home's.
    private static func inPlace(_ path: String) -> CodexSource? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for index in parts.indices.dropLast().reversed() where folders.contains(parts[index]) {
            let home = parts[..<index].joined(separator: "/")
            if isHome(home) { return CodexSource(home: home, only: [parts[index...].joined(separator: "/")]) }
        }
        return nil
    }

    /// Whether a file is one, by what it begins with; in 2025's flat format, by its name.
    private static func isRollout(_ path: String) -> Bool {
        guard CodexRolloutName.isRollout(path), let name = path.split(separator: "/").last else { return false }
        return name.hasPrefix("rollout-")
            || LogHead(path, lines: 3)?.entries.contains {
                $0.at("type")?.text == "session_meta" && $0.at("payload")?.isObject == true
            } ?? false
    }
}
