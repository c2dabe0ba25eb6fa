// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads the folder of projects that Claude Code writes its transcripts into.
///
/// Format: `README.md` beside this file.
struct ClaudeCodeSource: LogSource {
    static let kind = "claude-code"

    var tree: FileTree
    let isLoose: Bool

    /// The source of a folder of projects.
    init(projects: String) {
        tree = FileTree(root: projects) { $0.hasSuffix(".jsonl") }
        isLoose = false
    }

    /// The source of one file, in whatever place it lies.
    init(file path: String) {
        tree = FileTree(file: path)
        isLoose = true
    }

    func parser(for file: LogFile) -> any LogParser {
        ClaudeCodeParser(file)
    }
}

extension ClaudeCodeSource {
    /// Where Claude Code keeps its projects: where its own variable says, and nowhere else, or in both of its usual places.
    @Sendable
    static func places(in environment: SearchEnvironment) -> [String] {
        if let named = environment.variable("CLAUDE_CONFIG_DIR") {
            return named.split(separator: ",").map { folder in
                let folder = environment.expanded(folder.trimmingCharacters(in: .whitespaces))
                return folder.hasSuffix("/projects") ? folder : "\(folder)/projects"
            }
        }
        let config = environment.variable("XDG_CONFIG_HOME").map(environment.expanded) ?? "\(environment.home)/.config"
        return ["\(environment.home)/.claude/projects", "\(config)/claude/projects"]
    }

    /// The source that a path is; nil when it is nothing of Claude Code's.
    @Sendable
    static func recognize(_ path: String) -> (any Source)? {
        guard let info = FileStat(path: path) else { return nil }
        if info.isDirectory {
            let folders = path.hasSuffix("/projects") ? [path] : ["\(path)/projects"]
            return folders.first(where: isProjects).map { ClaudeCodeSource(projects: $0) }
        }
        return info.isRegular && isTranscript(path) ? ClaudeCodeSource(file: path) : nil
    }

    /// The path as a folder of projects if it is a folder, as a transcript if it is a file.
    @Sendable
    static func force(_ path: String) -> any Source {
        if FileStat(path: path)?.isDirectory != true { return ClaudeCodeSource(file: path) }
        let below = "\(path)/projects"
        return ClaudeCodeSource(projects: FileStat(path: below)?.isDirectory == true ? below : path)
    }

    /// A folder whose folders hold transcripts.
    private static func isProjects(_ path: String) -> Bool {
        guard FileStat(path: path)?.isDirectory == true, let projects = try? FileAccess.names(in: path) else {
            return false
        }
        return projects.contains { project in
            let folder = "\(path)/\(project)"
            guard FileStat(path: folder)?.isDirectory == true, let names = try? FileAccess.names(in: folder) else {
                return false
            }
            // Summaries of old conversations have nothing else in them: some of the files is enough.
            return names.filter { $0.hasSuffix(".jsonl") }.prefix(20).contains { isTranscript("\(folder)/\($0)") }
        }
    }

    /// Whether one of a file's first entries is one that only Claude Code writes.
    private static func isTranscript(_ path: String) -> Bool {
        guard path.hasSuffix(".jsonl") else { return false }
        return LogHead(path)?.entries.contains(where: isEntry) ?? false
    }

    private static func isEntry(_ entry: JSONValue) -> Bool {
        switch entry.at("type")?.text {
        case "summary": entry.at("leafUuid") != nil
        case "file-history-snapshot": entry.at("messageId") != nil
        case .some(let type) where entry.at("sessionId") != nil || entry.at("parentUuid") != nil:
            entries.contains(type)
        case "assistant": entry.at("message")?.at("usage")?.at("input_tokens") != nil
        default: false
        }
    }

    private static let entries: Set = [
        "assistant", "user", "progress", "system", "attachment", "queue-operation",
    ]
}
