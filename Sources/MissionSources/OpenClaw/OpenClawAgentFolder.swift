// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What tells that a folder is an agent's, wherever it lies: sessions, their archive, or a database.
enum OpenClawAgentFolder {
    /// Where transcripts lie within an agent's folder: sessions, and what a migration to a database put away beside them.
    static let sessionFolders = ["sessions", archive]
    /// Where OpenClaw moves transcripts that its database has, and those that no session refers to.
    static let archive = "session-sqlite-import-archive"
    /// A look at so many files of a folder tells what kind they are.
    private static let sample = 3

    /// Whether the folder at a path is an agent's.
    static func isOne(_ path: String) -> Bool {
        isSessions("\(path)/sessions") || FileStat(path: "\(path)/agent/\(OpenClawHome.databaseName)") != nil
            || isSessions("\(path)/\(archive)")
    }

    /// Whether the folder at a path holds sessions of OpenClaw's: their store, or transcripts.
    static func isSessions(_ path: String) -> Bool {
        guard FileStat(path: path)?.isDirectory == true, let names = try? FileAccess.names(in: path) else {
            return false
        }
        if names.contains("sessions.json"), isStore("\(path)/sessions.json") { return true }
        return names.lazy.filter(isTranscript).prefix(sample).contains { name in
            name.hasSuffix(".zst") || OpenClawRecognizer.isTranscript("\(path)/\(name)")
        }
    }

    /// By its name; pi's transcripts hold the same lines, and other programs compress theirs, too.
    private static func isTranscript(_ name: String) -> Bool {
        guard !PiSource.isName(name), !name.hasPrefix("rollout-") else { return false }
        return [.transcript, .compressedTranscript].contains(OpenClawTranscriptName(name).kind)
    }

    /// Whether a file begins as a store of sessions does, of which the first names its conversation.
    private static func isStore(_ path: String) -> Bool {
        let head = try? FileAccess.withFile(path) { descriptor, _ in
            FileAccess.bytes(descriptor, at: 0, count: 1 << 16)
        }
        return String(decoding: head ?? [], as: UTF8.self).contains("\"sessionId\"")
    }

    /// The agent that the path of a folder with sessions tells, or of an agent's folder; `main` where it tells none.
    static func agent(ofPath path: String) -> String {
        var parts = path.split(separator: "/").map(String.init)
        while let last = parts.last, sessionFolders.contains(last) { parts.removeLast() }
        guard let name = parts.last?.lowercased(), isName(name) else { return "main" }
        return name
    }

    /// The path of the folder that a file lies in.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// OpenClaw's rule for agents' names.
    private static func isName(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || byte &- 0x61 < 26 || byte == 0x2d || byte == 0x5f
        }
        return isPlain && (1...64).contains(name.utf8.count) && name.first != "-" && name.first != "_"
    }
}
