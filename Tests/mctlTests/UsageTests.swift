// Mission Control
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

@testable import mctl

/// `mctl usage --explain`.
@Suite struct UsageTests {
    private func usage(_ arguments: [String], in folder: Folder) throws -> Usage {
        let command = try Mctl.parseAsRoot(["usage", "--data-dir", folder.path] + arguments)
        return try #require(command as? Usage)
    }

    @Test func `a session that the ledger does not know ends with exit code 66`() async throws {
        let folder = try Folder()
        let ledger = try SQLiteLedger(path: DataDirectory(named: folder.path).ledger, mode: .readWrite)
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)))
        for session in ["nobody", ""] {
            let command = try usage(["--explain", session], in: folder)
            await #expect(throws: ExitCode(ExitStatus.noInput.rawValue)) { try await command.run() }
        }
        try await usage(["--explain", "s1", "--json", "--limit", "1"], in: folder).run()
        try await usage(["--explain", "agent:main:s1"], in: folder).run()
    }

    @Test func `a command that lists calls asks for the calls it is about`() throws {
        let zone = try #require(Zone(named: "Asia/Kolkata"))
        let asked = CallSelection(
            [
                .agent: ["Claude Code (a b)", "o'neil"], .session: ["-x"], .sessionKind: ["cron"], .status: ["failed"],
                .model: ["anthropic/claude-opus-4-6"], .provider: ["anthropic"], .cron: ["j$1"], .project: [""],
            ], since: CivilDay(year: 2026, month: 2, day: 1), until: CivilDay(year: 2026, month: 3, day: 2), zone: zone,
            costMode: .estimated)
        let words = shellWords(NextStep.listCalls(asked).command)
        let command = try #require(try Mctl.parseAsRoot(Array(words.dropFirst())) as? Usage)
        let request = try command.usage.request(zone: try command.global.zone(), now: Fixtures.noon)
        #expect(command.calls && request.filters == asked.filters && request.zone == zone)
        #expect(request.since == asked.since && request.until == asked.until && request.costMode == .estimated)
    }

    /// What a shell makes of a line that has no quotes but single ones.
    private func shellWords(_ line: String) -> [String] {
        var (words, isQuoted, isEscaped) = ([""], false, false)
        for character in line {
            switch character {
            case _ where isEscaped:
                words[words.count - 1].append(character)
                isEscaped = false
            case "'": isQuoted.toggle()
            case "\\" where !isQuoted: isEscaped = true
            case " " where !isQuoted: words.append("")
            default: words[words.count - 1].append(character)
            }
        }
        return words
    }

    @Test func `calls are listed, and what groups them does not go with that`() async throws {
        let folder = try Folder()
        let ledger = try SQLiteLedger(path: DataDirectory(named: folder.path).ledger, mode: .readWrite)
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1), Fixtures.event(2)))
        let document = try await CallReport().load(ledger, ReportRequest(limit: 1), now: Fixtures.noon).json
        #expect(document.at("totals")?.at("calls") == 2 && document.at("events")?.elements.count == 1)
        try await usage(["--calls"], in: folder).run()
        #expect(throws: (any Error).self) { try usage(["--calls", "--group-by", "day"], in: folder) }
    }
}
