// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// The program.
@main
struct Mctl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mctl",
        abstract: "What your agents consume, what it costs, and what to do about it.",
        discussion: """
            Start with `mctl serve`: it reads what OpenClaw leaves behind, follows it, and shows it on \
            http://127.0.0.1:8787. Nothing leaves this computer but alerts, on channels that you add, \
            what `mctl reconcile` asks providers, and what `mctl push` hands over to a server that you name.
            """,
        version: ProgramVersion.text,
        groupedSubcommands: [
            CommandGroup(
                name: "Collecting",
                subcommands: [Serve.self, Ingest.self, PushCommand.self, Collect.self, Schedule.self]),
            CommandGroup(
                name: "Asking",
                subcommands: [
                    Status.self, Watch.self, Statusline.self, Costs.self, Health.self, MCP.self, Reports.self,
                ] + ReportCommands.all + [Export.self]),
            CommandGroup(
                name: "Looking after it",
                subcommands: [
                    Doctor.self, BudgetCommand.self, AlertsCommand.self, Gateway.self, TokenCommand.self,
                    OrganisationCommand.self, SubscriptionCommand.self, Reconcile.self, Prices.self, Reprice.self,
                    Interactions.self,
                ]),
            CommandGroup(
                name: "Keeping the ledger",
                subcommands: [
                    LedgerCommand.self, BackupCommand.self, RestoreCommand.self, VerifyCommand.self,
                    RebuildCommand.self,
                ]),
        ])

    /// Runs the command that was named.
    static func main() async {
        MemoryArenas.limit()
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let command = Statusline.plain(arguments) {
            do { try await command.run() } catch { exit(withError: error) }
            return
        }
        if let mistake = CommandNames.mistake(in: arguments, of: self) {
            Console.message(mistake)
            exit(withError: ExitCode(ExitStatus.usage.rawValue))
        }
        await main(arguments)
    }
}

/// The version that `--version` tells.
enum ProgramVersion {
    static let text = "0.1.0"
}
