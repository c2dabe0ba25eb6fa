// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

extension ClaudeCodeSource {
    /// Where Claude Code keeps its projects: where its own variable says, and nowhere else, or in both of its usual places;
    /// and where the desktop app keeps its tasks, which the variable says nothing about.
    @Sendable
    static func places(in environment: SearchEnvironment) -> [String] {
        (namedPlaces(in: environment) ?? usualPlaces(in: environment)) + CoworkFolder.places(in: environment)
    }

    /// Usual places that are there and that the variable leaves out.
    @Sendable
    static func leftOut(in environment: SearchEnvironment) -> [SourceProblem] {
        guard let named = namedPlaces(in: environment) else { return [] }
        let read = Set(named.map(AbsolutePath.of))
        return usualPlaces(in: environment).filter { place in
            FileStat(path: place)?.isDirectory == true && !read.contains(AbsolutePath.of(place))
        }
        .map {
            SourceProblem(path: $0, kind: .leftOut, reason: "left out, because CLAUDE_CONFIG_DIR names other folders")
        }
    }

    private static func namedPlaces(in environment: SearchEnvironment) -> [String]? {
        guard let named = environment.variable("CLAUDE_CONFIG_DIR") else { return nil }
        let folders = named.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        if folders.isEmpty { return nil }
        var known: Set<String> = []
        return folders.map { folder in
            var folder = environment.expanded(folder)
            while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
            return folder.hasSuffix("/projects") ? folder : "\(folder)/projects"
        }
        .filter { known.insert($0).inserted }
    }

    private static func usualPlaces(in environment: SearchEnvironment) -> [String] {
        ["\(environment.home)/.claude/projects", "\(environment.configFolder)/claude/projects"]
    }

    /// The source at one of these places.
    @Sendable
    static func source(at place: String) -> any Source {
        CoworkFolder.isOne(place) ? ClaudeCodeSource(cowork: place) : ClaudeCodeSource(projects: place)
    }

    /// The source that a path is; nil when it is nothing of Claude Code's.
    @Sendable
    static func recognize(_ path: String) -> (any Source)? {
        guard let info = FileStat(path: path) else { return nil }
        if info.isDirectory {
            if CoworkFolder.isOne(path) { return ClaudeCodeSource(cowork: path) }
            let folders = path.hasSuffix("/projects") ? [path] : ["\(path)/projects"]
            return folders.first(where: isProjects).map { ClaudeCodeSource(projects: $0) }
        }
        return info.isRegular && isTranscript(path) ? ClaudeCodeSource(file: path) : nil
    }

    /// The path as a folder of tasks or of projects if it is a folder, as a transcript if it is a file.
    @Sendable
    static func force(_ path: String) -> any Source {
        if FileStat(path: path)?.isDirectory != true { return ClaudeCodeSource(file: path) }
        if CoworkFolder.isOne(path) { return ClaudeCodeSource(cowork: path) }
        let below = "\(path)/projects"
        return ClaudeCodeSource(projects: FileStat(path: below)?.isDirectory == true ? below : path)
    }

    /// A folder whose folders hold transcripts, or what is left of conversations.
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
                || names.contains { isConversation("\(folder)/\($0)") }
        }
    }

    /// The folder of a conversation: its helpers stay when its transcript is deleted.
    private static func isConversation(_ path: String) -> Bool {
        ClaudeCodeRemains.isID(String(path.split(separator: "/").last ?? ""))
            && FileStat(path: "\(path)/subagents")?.isDirectory == true
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
        default: entry.at("_audit_timestamp") != nil && entry.at("session_id") != nil
        }
    }

    private static let entries: Set = [
        "assistant", "user", "progress", "system", "attachment", "queue-operation",
    ]
}
