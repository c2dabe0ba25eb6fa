// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads logs of usage that people's own scripts write as JSON lines.
///
/// Format: `README.md` beside this file, and `../Scripts/README.md`.
struct UsageLogSource: LogSource {
    static let kind = "usage-log"

    var tree: FileTree
    let isLoose: Bool

    /// The source of the logs in one of OpenClaw's homes and its workspaces.
    init(home: String) {
        tree = FileTree(root: home, enters: Self.isLogFolder) { name in
            let parts = name.split(separator: "/")
            return parts.count > 1 && parts.last.map { Self.names.contains(String($0)) } == true
        }
        isLoose = false
    }

    /// The source of one file, in whatever place it lies.
    init(file path: String) {
        tree = FileTree(file: path)
        isLoose = true
    }

    /// The source of the logs in a folder.
    init(folder path: String) {
        tree = FileTree(root: path) { $0.hasSuffix(".jsonl") }
        isLoose = false
    }

    func parser(for file: LogFile) -> any LogParser {
        UsageLogParser(file)
    }

    /// Reads what is new. See ``Source/run(from:deliver:)``. Logs of the same names that are about something else are named
    /// and left alone.
    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        var logs = self
        let survey = tree.survey()
        let strangers = survey.names.filter { checkpoints[$0] == nil && Self.isStranger(tree.absolute($0)) }
        if !strangers.isEmpty { logs.tree.only = Set(survey.names).subtracting(strangers) }
        var summary = try await logs.read(from: checkpoints, deliver: deliver)
        summary.items = survey.names.count
        summary.problems += strangers.map {
            SourceProblem(path: tree.absolute($0), kind: .noUsage, reason: "no model usage")
        }
        return summary
    }

    /// Whether a file begins with entries, and none of them tells of a model's call.
    private static func isStranger(_ path: String) -> Bool {
        guard let entries = LogHead(path)?.entries, !entries.isEmpty else { return false }
        return !entries.contains { ScriptRecord($0).isCall }
    }
}

extension UsageLogSource {
    private static let names: Set = [
        "model-usage.jsonl", "usage.jsonl", "llm-calls.jsonl", "token-logs.jsonl", "token-usage.jsonl",
    ]
    /// What a log's name has in it wherever it lies.
    private static let signs = ["usage", "llm-call", "llm_call", "token-log", "token_log"]

    /// The homes of OpenClaw that have such logs. None is a place where one is to be expected.
    @Sendable
    static func places(in environment: SearchEnvironment) -> [String] {
        OpenClawPlaces.candidates(in: environment).filter { !inHome($0).isEmpty }
    }

    /// The source of a home's logs, if it has any.
    @Sendable
    static func inHome(_ home: String) -> [any Source] {
        let source = UsageLogSource(home: home)
        return source.tree.survey().names.isEmpty ? [] : [source]
    }

    /// The source that a path is; nil when neither its name nor its lines are a usage log's.
    @Sendable
    static func recognize(_ path: String) -> (any Source)? {
        let name = path.split(separator: "/").last?.lowercased() ?? ""
        guard name.hasSuffix(".jsonl"), signs.contains(where: name.contains), FileStat(path: path)?.isRegular == true,
            LogHead(path, lines: 3)?.entries.isEmpty == false
        else { return nil }
        return UsageLogSource(file: path)
    }

    /// The path as a folder of logs if it is a folder, as a log if it is a file.
    @Sendable
    static func force(_ path: String) -> any Source {
        FileStat(path: path)?.isDirectory == true ? UsageLogSource(folder: path) : UsageLogSource(file: path)
    }

    /// `logs`, `data`, `workspace/logs`, `workspace/shared/logs` and the like.
    @Sendable
    private static func isLogFolder(_ name: String) -> Bool {
        let parts = name.split(separator: "/")
        let below = parts.first?.hasPrefix("workspace") == true ? parts.dropFirst() : parts[...]
        return below.count <= 2 && below.allSatisfy { ["logs", "data", "shared"].contains($0) }
    }
}
