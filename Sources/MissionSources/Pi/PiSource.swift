// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads the transcripts of the pi coding agent.
///
/// Format: `README.md` beside this file.
struct PiSource: LogSource {
    static let kind = "pi"

    var tree: FileTree
    let isLoose: Bool

    /// The source of a folder of sessions.
    init(sessions: String) {
        tree = FileTree(root: sessions) { $0.hasSuffix(".jsonl") }
        isLoose = false
    }

    /// The source of one file, in whatever place it lies.
    init(file path: String) {
        tree = FileTree(file: path)
        isLoose = true
    }

    func parser(for file: LogFile) -> any LogParser {
        PiParser(file)
    }
}

extension PiSource {
    /// Where pi keeps its sessions.
    @Sendable
    static func places(in environment: SearchEnvironment) -> [String] {
        let folder = environment.variable("PI_CODING_AGENT_DIR").map(environment.expanded)
        let usual = "\(folder ?? "\(environment.home)/.pi/agent")/sessions"
        let named = environment.variable("PI_CODING_AGENT_SESSION_DIR").map(environment.expanded)
        return [named, usual].compactMap(\.self).enumerated().filter { $0 == 0 || $1 != named }.map(\.element)
    }

    /// The source that a path is; nil when it is nothing of pi's.
    ///
    /// Its lines are those of OpenClaw, so the place or the file's name must tell: `<time>_<id>.jsonl`.
    @Sendable
    static func recognize(_ path: String) -> (any Source)? {
        guard let info = FileStat(path: path) else { return nil }
        if info.isDirectory {
            if path.hasSuffix("/.pi/agent/sessions") { return PiSource(sessions: path) }
            let sessions = path.hasSuffix("/.pi") ? "\(path)/agent/sessions" : "\(path)/sessions"
            let isHome = path.hasSuffix("/.pi") || path.hasSuffix("/.pi/agent")
            return isHome && FileStat(path: sessions)?.isDirectory == true ? PiSource(sessions: sessions) : nil
        }
        guard info.isRegular, path.contains("/.pi/") || isName(path), OpenClawRecognizer.isTranscript(path) else {
            return nil
        }
        return PiSource(file: path)
    }

    /// The path as a folder of sessions if it is a folder, as a transcript if it is a file.
    @Sendable
    static func force(_ path: String) -> any Source {
        if FileStat(path: path)?.isDirectory != true { return PiSource(file: path) }
        let below = ["agent/sessions", "sessions"].map { "\(path)/\($0)" }
        return PiSource(sessions: below.first { FileStat(path: $0)?.isDirectory == true } ?? path)
    }

    /// `2026-03-18T00-13-56-549Z_<id>.jsonl`.
    static func isName(_ path: String) -> Bool {
        guard let name = path.split(separator: "/").last, name.hasSuffix(".jsonl") else { return false }
        let parts = name.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0].utf8.count == 24, parts[0].hasSuffix("Z") else { return false }
        return parts[0].utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2d || $0 == 0x54 || $0 == 0x5a }
    }
}
