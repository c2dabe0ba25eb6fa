// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads the chats of Gemini CLI.
///
/// Format: `README.md` beside this file.
struct GeminiSource: LogSource {
    static let kind = "gemini"

    var tree: FileTree
    let isLoose: Bool

    /// The source of the folder in which each project has one with chats.
    init(projects: String) {
        tree = FileTree(root: projects) { Self.isChat($0) }
        isLoose = false
    }

    /// The source of one file, in whatever place it lies.
    init(file path: String) {
        tree = FileTree(file: path)
        isLoose = true
    }

    func parser(for file: LogFile) -> any LogParser {
        GeminiParser(file)
    }

    /// `<project>/chats/session-….json` or `.jsonl`, helpers' one folder below; and `….jsonl.unreadable-<time>`, which
    /// Gemini CLI keeps of a chat that it could not load and wrote anew.
    private static func isChat(_ name: String) -> Bool {
        let parts = name.split(separator: "/")
        guard parts.dropLast().contains("chats"), let file = parts.last else { return false }
        return file.hasSuffix(".json") || file.hasSuffix(".jsonl") || file.contains(".jsonl.unreadable-")
    }
}

extension GeminiSource {
    /// Where Gemini CLI keeps what it notes down.
    @Sendable
    static func places(in environment: SearchEnvironment) -> [String] {
        let home = environment.variable("GEMINI_CLI_HOME").map(environment.expanded) ?? environment.home
        return ["\(home)/.gemini/tmp"]
    }

    /// The source that a path is; nil when it is nothing of Gemini CLI's.
    @Sendable
    static func recognize(_ path: String) -> (any Source)? {
        guard let info = FileStat(path: path) else { return nil }
        if info.isDirectory {
            let folders = [path, "\(path)/tmp"]
            return folders.first { $0.hasSuffix("/.gemini/tmp") && FileStat(path: $0)?.isDirectory == true }
                .map { GeminiSource(projects: $0) }
        }
        return info.isRegular && isChatFile(path) ? GeminiSource(file: path) : nil
    }

    /// The path as a folder of projects if it is a folder, as a chat if it is a file.
    @Sendable
    static func force(_ path: String) -> any Source {
        FileStat(path: path)?.isDirectory == true ? GeminiSource(projects: path) : GeminiSource(file: path)
    }

    /// Whether a file begins with what a chat says about itself.
    private static func isChatFile(_ path: String) -> Bool {
        guard path.hasSuffix(".json") || path.hasSuffix(".jsonl") else { return false }
        let head = try? FileAccess.withFile(path) { descriptor, _ in
            FileAccess.bytes(descriptor, at: 0, count: 4096)
        }
        guard let head, head.first == 0x7b else { return false }
        return ["\"sessionId\"", "\"projectHash\"", "\"startTime\""].allSatisfy { (key: StaticString) in
            JSONObjects.contains([key], in: head.span)
        }
    }
}
