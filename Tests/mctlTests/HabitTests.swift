// Mission Control
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

@testable import mctl

/// What people type who come from ccusage, and what they mistype.
@Suite struct HabitTests {
    private static let today = CivilDay(year: 2026, month: 11, day: 21)

    private func days(_ arguments: [String]) throws -> String {
        let range = try RangeOptions.parse(arguments)
        let (since, until) = try range.days(today: Self.today)
        return "\(since?.description ?? "")..\(until?.description ?? "")"
    }

    @Test(arguments: [
        (["-s", "20261101", "-u", "20261105"], "2026-11-01..2026-11-05"), (["--since", "7d"], "2026-11-15.."),
        (["--last", "7d"], "2026-11-15..2026-11-21"), (["--last", "1d"], "2026-11-21..2026-11-21"),
        (["--last", "2w"], "2026-11-08..2026-11-21"), (["--month", "2026-11"], "2026-11-01..2026-11-30"),
        (["--month", "202602"], "2026-02-01..2026-02-28"), (["--date", "yesterday"], "2026-11-20..2026-11-20"),
        (["--since", "7d", "--until", "yesterday"], "2026-11-15..2026-11-20"), ([], ".."),
    ])
    func `days are named in many ways`(arguments: [String], days: String) throws {
        #expect(try self.days(arguments) == days)
    }

    @Test(arguments: [
        ["--last", "7"], ["--last", "0d"], ["--last", "d"], ["--last", "99999999d"], ["--month", "2026-13"],
        ["--month", "November"], ["--until", "7d"], ["--since", "7x"], ["--last", "7d", "--month", "2026-11"],
        ["--date", "today", "--since", "today"], ["--last", "7d", "-u", "today"],
    ])
    func `what names no days is refused`(arguments: [String]) {
        #expect(throws: (any Error).self) { try days(arguments) }
    }

    @Test(arguments: [
        ["daily", "-j", "-z", "europe/berlin", "-b", "-o", "desc", "-s", "20261101", "-u", "20261130"],
        ["daily", "--timezone", "CET", "--mode", "calculate", "--offline", "-O", "-m", "display"],
        ["monthly", "--breakdown", "--json", "--order", "asc"], ["weekly", "--project", "site", "-p", "shop"],
        ["session"], ["session", "s1"], ["session", "--id", "s1", "-j"], ["sessions", "s1", "--limit", "5"],
        ["blocks", "-a", "-r", "-t", "max", "-n", "5", "--json"], ["blocks", "--token-limit", "500000"],
        ["windows"], ["models", "--last", "30d"], ["health", "--last", "7d", "-j"],
    ])
    func `ccusage's options are understood`(arguments: [String]) throws {
        #expect(CommandNames.mistake(in: arguments, of: Mctl.self) == nil)
        _ = try Mctl.parseAsRoot(arguments)
    }

    @Test(arguments: [
        ["session", "s1", "--id", "s2"], ["session", "s1", "--since", "today"], ["session", "s1", "--csv"],
        ["blocks", "--csv"], ["blocks", "-t", "many"], ["blocks", "-n", "0"], ["blocks", "-r", "--since", "today"],
        ["heartbeats", "--breakdown"], ["cron", "--runs", "-b"], ["daily", "--order", "up"],
        ["daily", "--tz", "Nowhere"],
    ])
    func `what makes no sense is a mistake in usage`(arguments: [String]) throws {
        let error = try #require(throws: (any Error).self) { try Mctl.parseAsRoot(arguments) }
        #expect(Mctl.exitCode(for: error).rawValue == ExitStatus.usage.rawValue)
    }

    @Test(arguments: [
        (["dayly", "--json"], "unknown command 'dayly'; did you mean 'daily'?"),
        (["gateway", "lst", "--json"], "unknown command 'lst' of 'mctl gateway'; did you mean 'list'?"),
        (["sesions"], "unknown command 'sesions'; did you mean 'sessions'?"),
        (["frobnicate", "-x"], "unknown command 'frobnicate'"),
    ])
    func `an unknown command is named, and not its flag`(arguments: [String], message: String) {
        let mistake = CommandNames.mistake(in: arguments, of: Mctl.self)
        #expect(mistake?.split(separator: "\n").first.map(String.init) == message)
    }

    @Test(arguments: [
        [], ["--help"], ["--version"], ["help", "nonsense"], ["daily", "anything"], ["gateway", "list", "x"],
        ["gateway", "--help"], ["windows"], ["ingest", "/some/where"],
    ])
    func `known commands are left to the parser`(arguments: [String]) {
        #expect(CommandNames.mistake(in: arguments, of: Mctl.self) == nil)
    }

    @Test func `an unmatched filter and an unknown command are told on standard error`() async throws {
        let bench = CommandBench()
        let ledger = try SQLiteLedger(path: "\(bench.folder)/data/ledger.sqlite", mode: .readWrite)
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1), Fixtures.event(2)))
        try ledger.close()
        let note = "no model matches “opus4”; nearest: anthropic/claude-opus-4-6"
        for command in ["daily", "usage", "sessions", "heartbeats", "subagents", "cron", "blocks"] {
            for format in [[], ["--json"]] {
                let outcome = try await bench.run([command, "--model", "opus4"] + format)
                #expect(outcome.status == 0)
                #expect(outcome.message == "mctl: \(note)\n", "\(command) \(format)")
                if !format.isEmpty { #expect(outcome.output.contains(note), "\(command)") }
            }
        }
        #expect(try await bench.run("daily", "--model", "opus4", "--csv").message.contains(note))
        #expect(try await bench.run("daily", "--model", "opus4", "-j").output.contains(note))
        let unknown = try await bench.run("dayly", "--json")
        #expect(unknown.status == ExitStatus.usage.rawValue)
        #expect(unknown.message.hasPrefix("mctl: unknown command 'dayly'; did you mean 'daily'?"))
        let offset = try await bench.run("daily", "--tz", "UTC+5", "--json")
        #expect(offset.output.contains("\"tz\": \"UTC+05:00\""))
        #expect(offset.message.contains("taken as UTC+05:00"))
        let session = try await bench.run("session", "s2x")
        #expect(session.status == ExitStatus.noInput.rawValue)
        #expect(session.message.contains("no session matches “s2x”; nearest: agent:main:s1"))
        #expect(try await bench.run("session", "s1").output == bench.run("usage", "--explain", "s1").output)
    }
}
