// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Where OpenClaw keeps its state.
///
/// Source: OpenClaw `src/config/paths.ts` (v2026.4) and its earlier names.
enum OpenClawPlaces {
    private static let legacyNames = [".clawdbot", ".moltbot", ".moldbot"]

    /// The directories to look at. The state directory that the environment names comes alone; otherwise `~/.openclaw`,
    /// its profiles (`~/.openclaw-work`), and the legacy names, which OpenClaw itself reads only while the new one is
    /// missing, but which hold history all the same.
    static func candidates(in environment: SearchEnvironment) -> [String] {
        if let named = environment.variable("OPENCLAW_STATE_DIR") { return [environment.expanded(named)] }
        let base = environment.variable("OPENCLAW_HOME").map(environment.expanded) ?? environment.home
        // A home that cannot be listed has no profiles that could be read either.
        let profiles = ((try? FileAccess.names(in: base)) ?? []).filter { $0.hasPrefix(".openclaw-") }
        let names = [".openclaw"] + profiles + legacyNames
        return names.map { "\(base)/\($0)" }
    }
}
