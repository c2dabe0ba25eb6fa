// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The folder in which Claude's desktop app keeps its local agents' tasks:
/// `local-agent-mode-sessions/<organisation>/<account>/[agent/]local_<id>/`, each with a `.claude/projects` of its own and with
/// `audit.jsonl`, which tells the same calls again.
enum CoworkFolder {
    static let name = "local-agent-mode-sessions"
    /// What the person works on, not the app.
    private static let strange: Set<Substring> = ["uploads", "outputs", "node_modules"]

    /// Whether a file, by its path below the root, tells of calls.
    @Sendable
    static func fits(_ path: String) -> Bool {
        guard path.hasSuffix(".jsonl") else { return false }
        return path == "audit.jsonl" || path.hasSuffix("/audit.jsonl") || "/\(path)".contains("/.claude/projects/")
    }

    /// Whether a folder, by its path below the root, may hold such files.
    @Sendable
    static func enters(_ path: String) -> Bool {
        let names = path.split(separator: "/")
        if let place = names.firstIndex(of: ".claude") {
            return place + 1 == names.count || names[place + 1] == "projects"
        }
        guard let last = names.last else { return true }
        return !last.hasPrefix(".") && !strange.contains(last)
    }

    /// Whether a folder is the whole folder or that of one task.
    static func isOne(_ path: String) -> Bool {
        guard let last = path.split(separator: "/").last else { return false }
        if last == name { return true }
        guard last.hasPrefix("local_") else { return false }
        return FileStat(path: "\(path)/audit.jsonl")?.isRegular == true
            || FileStat(path: "\(path)/.claude/projects")?.isDirectory == true
    }

    /// Where the app keeps it, on Linux and macOS. Only those count whose app is installed: on most machines it is not.
    static func places(in environment: SearchEnvironment) -> [String] {
        let folders = [environment.configFolder, "\(environment.home)/Library/Application Support"]
        return folders.flatMap { folder in
            // The second is the app's name when it works with another provider's models.
            ["Claude", "Claude-3p"].map { "\(folder)/\($0)" }
        }
        .filter { FileStat(path: $0)?.isDirectory == true }.map { "\($0)/\(name)" }
    }
}

extension SearchEnvironment {
    /// Where programs keep their settings: `~/.config` unless a variable says otherwise.
    var configFolder: String {
        variable("XDG_CONFIG_HOME").map(expanded) ?? "\(home)/.config"
    }
}
