// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Where OpenClaw keeps its state.
///
/// Source: OpenClaw `src/config/paths.ts` and `src/infra/home-dir.ts` (v2026.4), and its earlier names.
enum OpenClawPlaces {
    private static let legacyNames = [".clawdbot", ".moltbot", ".moldbot"]
    private static let legacyVariables = ["CLAWDBOT_STATE_DIR", "MOLTBOT_STATE_DIR"]

    /// The directories to look at, existing or not, each once.
    ///
    /// The state directory that `OPENCLAW_STATE_DIR` names comes alone, as for OpenClaw. Otherwise every home of the user
    /// counts, because each has cost something: `~/.openclaw`, its profiles, and those under earlier names, which OpenClaw
    /// itself reads only while the new one is missing. The variables of earlier builds add a place and hide none.
    static func candidates(in environment: SearchEnvironment) -> [String] {
        if let named = directory("OPENCLAW_STATE_DIR", environment) { return [named] }
        let base = directory("OPENCLAW_HOME", environment) ?? environment.home
        // A home that cannot be listed has no profiles that could be read either.
        let profiles = ((try? FileAccess.names(in: base)) ?? []).filter { $0.hasPrefix(".openclaw-") }
        let names = [".openclaw"] + [profile(environment)].compactMap(\.self) + profiles + legacyNames
        let paths = names.map { "\(base)/\($0)" } + legacyVariables.compactMap { directory($0, environment) }
        return unique(paths)
    }

    /// A directory that a variable names; the words that a careless script writes for "none" name none.
    private static func directory(_ variable: String, _ environment: SearchEnvironment) -> String? {
        guard let text = environment.variable(variable)?.trimmingWhiteSpace,
            !["", "undefined", "null"].contains(text)
        else { return nil }
        var path = environment.expanded(text)
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// The folder of the profile that the environment names; the default one has no folder of its own.
    private static func profile(_ environment: SearchEnvironment) -> String? {
        guard let name = environment.variable("OPENCLAW_PROFILE")?.trimmingWhiteSpace,
            name.lowercased() != "default", isProfile(name)
        else { return nil }
        return ".openclaw-\(name)"
    }

    private static func isProfile(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x2d || byte == 0x5f
        }
        return isPlain && (1...64).contains(name.utf8.count) && name.first != "-" && name.first != "_"
    }

    /// Without repetitions. An earlier name is often a link to the present one, and one home is one source.
    private static func unique(_ paths: [String]) -> [String] {
        var seen: Set<String> = []
        return paths.filter { seen.insert(PathSearch.absolute($0)).inserted }
    }
}

extension String {
    fileprivate var trimmingWhiteSpace: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

extension OpenClawPlaces {
    /// The workspaces in a home: `workspace`, and one for each further agent.
    static func workspaces(of home: String) -> [String] {
        // A home that cannot be listed has no workspaces that could be read either.
        let names = ((try? FileAccess.names(in: home)) ?? []).filter { $0.hasPrefix("workspace") }
        return names.sorted().map { "\(home)/\($0)" }.filter { FileStat(path: $0)?.isDirectory == true }
    }
}
