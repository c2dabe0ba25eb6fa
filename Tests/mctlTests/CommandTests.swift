// Mission Control
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MissionCore
import Testing

@testable import mctl

/// The tree of commands.
@Suite struct CommandTests {
    private static func all(_ command: any ParsableCommand.Type = Mctl.self) -> [any ParsableCommand.Type] {
        let grouped = command.configuration.groupedSubcommands.flatMap(\.subcommands)
        let children = command.configuration.ungroupedSubcommands + grouped
        return [command] + children.flatMap { all($0) }
    }

    @Test func `every report of the catalogue has a command of its name`() {
        let names = (ReportCommands.all + [Health.self]).flatMap {
            [$0.configuration.commandName ?? $0._commandName] + $0.configuration.aliases
        }
        for report in ReportCatalog.all() { #expect(names.contains(report.id), "\(report.id)") }
    }

    @Test func `every command prints help that says what it does`() {
        let commands = Self.all()
        #expect(commands.count > 20)
        for command in commands {
            let help = Mctl.helpMessage(for: command, columns: 100)
            #expect(help.contains("USAGE: mctl"), "\(command)")
            #expect(!command.configuration.abstract.isEmpty, "\(command)")
            #expect(command.configuration.abstract.hasSuffix("."), "\(command)")
        }
    }

    @Test func `every command that reads the ledger knows the common options`() {
        for command in ReportCommands.all + [Doctor.self, Status.self] {
            let help = Mctl.helpMessage(for: command, columns: 100)
            for option in ["--data-dir", "--tz", "--json"] {
                #expect(help.contains(option), "\(command) \(option)")
            }
        }
    }

    @Test(arguments: [
        ["cron", "--runs", "--csv"], ["cron", "--csv", "--json"], ["heartbeats", "--group-by", "day"],
        ["subagents", "--csv"], ["daily", "--since", "someday"], ["usage", "--tz", "CST"], ["usage", "--limit", "0"],
        ["sessions", "--json", "--csv"], ["usage", "--explain", "s1", "--csv"],
        ["usage", "--explain", "s1", "--agent", "main"], ["usage", "--explain", "s1", "--since", "today"],
    ])
    func `options that make no sense together are a mistake in usage`(arguments: [String]) throws {
        let error = try #require(throws: (any Error).self) { try Mctl.parseAsRoot(arguments) }
        #expect(Mctl.exitCode(for: error).rawValue == ExitStatus.usage.rawValue)
    }
}
