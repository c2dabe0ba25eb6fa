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
        let beside = ((try? FileAccess.names(in: base)) ?? []).filter { $0.hasPrefix("openclaw") }.filter {
            holdsAgents("\(base)/\($0)")
        }
        let paths = (names + beside).map { "\(base)/\($0)" } + legacyVariables.compactMap { directory($0, environment) }
        return unique(paths)
    }

    /// Whether a folder beside the homes is another one, or one of agents: people move agents out of a home.
    private static func holdsAgents(_ path: String) -> Bool {
        if OpenClawRecognizer.isHome(path) { return true }
        return ((try? FileAccess.names(in: path)) ?? []).contains { OpenClawAgentFolder.isOne("\(path)/\($0)") }
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
        return paths.filter { seen.insert(AbsolutePath.of($0)).inserted }
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
    /// Whether a folder is called as homes are, under whatever name of the program.
    static func isHomeName(_ name: String) -> Bool {
        ([".openclaw"] + legacyNames).contains { name == $0 || name.hasPrefix("\($0)-") }
    }

    /// The configuration that the environment names instead of a home's own; nil where it names none, or another home is
    /// the one that OpenClaw uses.
    static func namedConfiguration(of home: String, in environment: SearchEnvironment) -> String? {
        guard let text = environment.variable("OPENCLAW_CONFIG_PATH")?.trimmingWhiteSpace,
            !["", "undefined", "null"].contains(text), let used = candidates(in: environment).first,
            AbsolutePath.of(used) == AbsolutePath.of(home)
        else { return nil }
        return environment.expanded(text)
    }

    /// The workspaces in a home: `workspace`, and one for each further agent.
    static func workspaces(of home: String) -> [String] {
        // A home that cannot be listed has no workspaces that could be read either.
        let names = ((try? FileAccess.names(in: home)) ?? []).filter { $0.hasPrefix("workspace") }
        return names.sorted().map { "\(home)/\($0)" }.filter { FileStat(path: $0)?.isDirectory == true }
    }
}
