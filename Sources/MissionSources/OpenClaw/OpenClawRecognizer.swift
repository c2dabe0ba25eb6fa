// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Recognises OpenClaw's homes, folders and files by what they hold.
enum OpenClawRecognizer {
    /// The source that a path is, or is part of; nil when it is nothing of OpenClaw's.
    @Sendable
    static func source(at path: String) -> (any Source)? {
        guard let info = FileStat(path: path) else { return nil }
        if info.isDirectory { return isHome(path) || isPart(path) ? OpenClawSource(home: path) : nil }
        guard info.isRegular else { return nil }
        let (home, name) = location(of: path)
        if let source = OpenClawSource(file: name, inHome: home) { return source }
        return nil
    }

    /// The path as a home if it is a folder, as a transcript if it is a file.
    @Sendable
    static func forced(_ path: String) -> any Source {
        if FileStat(path: path)?.isDirectory == true { return OpenClawSource(home: path) }
        let (home, name) = location(of: path)
        return OpenClawSource(home: home, only: [name], isLoose: true)
    }

    /// Whether a folder outside a home's layout is an agent's, or one with sessions.
    ///
    /// Within a home each of its files tells the home, and a folder of another name may merely hold a transcript.
    private static func isPart(_ path: String) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        let isInLayout = location(of: "\(path)/x").home != path || parts.dropLast().last == "agents"
        guard !isInLayout, others.isDisjoint(with: parts) else { return false }
        if let name = parts.last, OpenClawAgentFolder.sessionFolders.contains(name) {
            return OpenClawAgentFolder.isSessions(path)
        }
        return OpenClawAgentFolder.isOne(path)
    }

    /// Other programs' folders, in which sessions are theirs.
    private static let others: Set = [".pi", ".codex", ".claude", ".gemini"]

    /// A home has agents with sessions, as files or in a database.
    static func isHome(_ path: String) -> Bool {
        guard FileStat(path: "\(path)/agents")?.isDirectory == true,
            let agents = try? FileAccess.names(in: "\(path)/agents")
        else { return false }
        return agents.contains { agent in
            OpenClawAgentFolder.sessionFolders.contains {
                FileStat(path: "\(path)/agents/\(agent)/\($0)")?.isDirectory == true
            } || FileStat(path: "\(path)/agents/\(agent)/agent/\(OpenClawHome.databaseName)") != nil
        }
    }

    /// The home that a file belongs to and its path within it; its own folder where no home can be told.
    private static func location(of path: String) -> (home: String, name: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for index in parts.indices.dropLast(3)
        where parts[index] == "agents"
            && (OpenClawAgentFolder.sessionFolders.contains(parts[index + 2])
                || (parts[index + 2] == "agent" && parts.last == OpenClawHome.databaseName))
        {
            return (parts[..<index].joined(separator: "/"), parts[index...].joined(separator: "/"))
        }
        if parts.count > 3, parts.suffix(3).starts(with: ["cron", "runs"]) {
            return (parts.dropLast(3).joined(separator: "/"), parts.suffix(3).joined(separator: "/"))
        }
        return (parts.dropLast().joined(separator: "/"), parts.last ?? path)
    }

    /// Whether a file begins as a log of cron runs does.
    static func isRunLog(_ path: String) -> Bool {
        guard path.hasSuffix(".jsonl") else { return false }
        let head = try? FileAccess.withFile(path) { descriptor, _ in
            FileAccess.bytes(descriptor, at: 0, count: 1 << 20)
        }
        guard let line = head?.split(separator: 0x0a).first, let entry = JSONValue(parsing: Data(line)) else {
            return false
        }
        return entry.at("jobId") != nil
    }

    /// Whether a file begins as a transcript does: a session header, or messages.
    static func isTranscript(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard OpenClawTranscriptName(name).kind == .transcript else { return false }
        let head = try? FileAccess.withFile(path) { descriptor, _ in
            FileAccess.bytes(descriptor, at: 0, count: 1 << 16)
        }
        guard let line = head?.split(separator: 0x0a).first, let entry = beginning(of: Data(line)) else { return false }
        return entry
    }

    private static func beginning(of line: Data) -> Bool? {
        // The first entry may be longer than what was read; its type is near its beginning.
        guard let entry = JSONValue(parsing: line) else {
            let head = String(decoding: line.prefix(256), as: UTF8.self)
            return head.contains("\"type\":\"message\"") && head.contains("\"message\":{\"role\"")
        }
        switch entry.at("type")?.text {
        case "session": return entry.at("id") != nil
        case "message": return entry.at("message")?.at("role") != nil
        default: return false
        }
    }
}

extension OpenClawSource {
    /// A source for one file; nil when it is none of OpenClaw's.
    init?(file name: String, inHome home: String) {
        let parts = name.split(separator: "/")
        let isInPlace = parts.count >= 4
        let kind = OpenClawTranscriptName(parts.last.map(String.init) ?? name).kind
        let isDatabase = parts.last == Substring(OpenClawHome.databaseName)
        let isKnown = isDatabase || (isInPlace && kind != .other)
        if name.hasPrefix("cron/runs/") {
            guard OpenClawRecognizer.isRunLog("\(home)/\(name)") else { return nil }
            self.init(home: home, only: [name], isLoose: false)
            return
        }
        guard isKnown || OpenClawRecognizer.isTranscript("\(home)/\(name)") else { return nil }
        self.init(home: home, only: [name], isLoose: !isInPlace)
    }
}
