// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Homes of Codex that OpenClaw keeps within its own.
@Suite struct CodexHomesTests {
    private let folder: TemporaryFolder
    private static let homes = [
        "agents/main/agent/cli-auth/codex/0a1b2c", "agents/main/agent/codex", "agents/main/agent/codex-home",
        "agents/main/agent/codex-home/home/.codex", "agents/other/agent/codex/profiles/work", "cli-auth/codex",
    ]

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(".openclaw/agents/main/sessions/s.jsonl", Line.header())
        for (number, home) in Self.homes.enumerated() {
            let place = number == 2 ? "archived_sessions" : "sessions/2026/03/01"
            try folder.write(
                ".openclaw/\(home)/\(place)/rollout-2026-03-01T10-00-00-s\(number).jsonl",
                CodexLine.meta("s\(number)") + CodexLine.turn() + CodexLine.count(calls: 1, minute: 1))
        }
    }

    private func places(_ findings: SourceCatalog.Findings) -> [String] {
        findings.sources.filter { $0.id.kind == "codex" }.compactMap { source in
            source.id.place.components(separatedBy: "/.openclaw/").last
        }.sorted()
    }

    @Test func `they are found where nobody names one`() {
        let environment = SearchEnvironment(home: folder.path, variables: [:])
        #expect(places(SourceCatalog.discover(in: environment)) == Self.homes.sorted())
    }

    @Test(arguments: ["", ".openclaw", ".openclaw/agents"]) func `they are found below a path`(path: String)
        async throws
    {
        let findings = SourceCatalog.recognize([folder.file(path)])
        let isBelow = path == ".openclaw/agents"
        if !isBelow { #expect(places(findings) == Self.homes.sorted()) }
        let desk = try Desk()
        for source in findings.sources { try await desk.read(source) }
        #expect(try await desk.totals().calls == (isBelow ? 5 : 6))
    }
}
