// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Homes of Codex inside a home of OpenClaw's, which runs it as a backend: `agents/<agent>/agent/codex-home`,
/// `agents/<agent>/agent/cli-auth/codex/<profile>` and whatever else holds rollouts there.
enum CodexHomes {
    /// Deeper than any of them lies below the folder of an agent.
    private static let deepest = 5
    /// What an agent's folder may hold a lot of, and never a home.
    private static let others: Set = ["node_modules", ".git", "plugins", "skills", "cache", "sessions", "tmp"]

    /// The homes below `home`, in order.
    @Sendable
    static func inOpenClaw(_ home: String) -> [String] {
        // What cannot be listed holds nothing that could be read; the source of OpenClaw's home says so.
        let agents = (try? FileAccess.names(in: "\(home)/agents")) ?? []
        var homes: [String] = []
        for agent in agents { search("\(home)/agents/\(agent)/agent", depth: 0, &homes) }
        return homes
    }

    private static func search(_ folder: String, depth: Int, _ homes: inout [String]) {
        guard depth < deepest, let names = try? FileAccess.names(in: folder) else { return }
        for name in names where !others.contains(name) {
            let path = "\(folder)/\(name)"
            guard FileStat(path: path)?.isDirectory == true else { continue }
            if CodexSource.isHome(path) { homes.append(path) }
            search(path, depth: depth + 1, &homes)
        }
    }
}
