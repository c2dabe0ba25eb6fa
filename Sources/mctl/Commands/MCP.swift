// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionMCP
internal import MissionSQLite
internal import MissionSources

/// `mctl mcp`
struct MCP: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp",
        abstract:
            "Let an agent ask what it costs: a server of the Model Context Protocol on standard input and output.",
        discussion: """
            For a client that starts it, such as Claude Code: claude mcp add mission-control -- mctl mcp. Its tools read the \
            ledger and change nothing. It ends when its input does.
            """)

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if global.json { throw ValidationError("mcp speaks JSON in any case.") }
        _ = try global.zone()
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let server = MCPServer(try environment()) { Console.output($0 + "\n") }
            for await line in StandardInput.lines(longest: Self.longestLine) {
                switch line {
                case .whole(let bytes): await server.receive(bytes)
                case .tooLong: await server.refuseLongLine(bytes: Self.longestLine)
                }
            }
            await server.finish()
        }
    }

    /// More than any question needs, in bytes.
    private static let longestLine = 1 << 20

    private func environment() throws -> MCPEnvironment {
        let (global, prices) = (global, try PriceSource().provider)
        return MCPEnvironment(
            prices: prices, subscriptions: SubscriptionFile(global.directory).provider,
            bills: BillsFile(global.directory).store, zone: try global.zone(),
            clock: Present.clock, version: ProgramVersion.text, budgets: { try global.budgets.plan() },
            explain: { error in
                switch error {
                case let error as LedgerError: error.message
                case let error as SettingsError: error.description
                case let failure as CommandFailure: failure.message
                default: nil
                }
            },
            ledger: { ask in
                if try global.clickHouse != nil { return try await ask(try await global.ledgerReader()) }
                let ledger = try global.reader()
                defer { try? ledger.close() }
                return try await ask(ledger)
            })
    }
}
