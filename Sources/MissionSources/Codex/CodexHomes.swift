// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Homes of Codex inside a home of OpenClaw's, which runs it as a backend: `agents/<agent>/agent/codex-home`,
/// `agents/<agent>/agent/cli-auth/codex/<profile>` and whatever else holds rollouts there.
enum CodexHomes {
    /// Deeper than any of them lies below the folder of an agent.
    private static let deepest = 5
    /// What may hold thousands of files, and never a home.
    private static let others: Set = [
        "node_modules", ".git", "plugins", "skills", "cache", "sessions", "archived_sessions", "tmp", "home",
    ]
    /// Folders of a home itself that may hold some.
    private static let shared = ["cli-auth", "codex-home", "codex"]

    /// The homes below `home`, in order.
    @Sendable
    static func inOpenClaw(_ home: String) -> [String] {
        // What cannot be listed holds nothing that could be read; the source of OpenClaw's home says so.
        let agents = (try? FileAccess.names(in: "\(home)/agents")) ?? []
        var homes: [String] = []
        for agent in agents { search("\(home)/agents/\(agent)/agent", depth: 0, &homes) }
        for name in shared { visit("\(home)/\(name)", depth: 1, &homes) }
        return homes
    }

    private static func search(_ folder: String, depth: Int, _ homes: inout [String]) {
        guard depth < deepest, let names = try? FileAccess.names(in: folder) else { return }
        for name in names where !others.contains(name) { visit("\(folder)/\(name)", depth: depth + 1, &homes) }
    }

    private static func visit(_ path: String, depth: Int, _ homes: inout [String]) {
        guard FileStat(path: path)?.isDirectory == true else { return }
        // OpenClaw gives Codex a home directory of its own inside Codex's home.
        let nested = "\(path)/home/.codex"
        if CodexSource.isHome(nested) { homes.append(nested) }
        if CodexSource.isHome(path) { homes.append(path) } else { search(path, depth: depth, &homes) }
    }
}
