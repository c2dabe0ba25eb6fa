// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import MissionCore
internal import UnixSignals

/// `mctl watch`
struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "The status screen, live: it changes when the ledger does.",
        discussion: "Keep `mctl serve` running, which reads what is new. Stop it with q or Control-C.")

    @Flag(help: "Print the screen once and end.")
    var once = false

    @OptionGroup var limits: LimitOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if global.json { throw ValidationError("watch draws a screen; `mctl status --json` prints the same as JSON.") }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            if once || !Console.isOutputWatched {
                return Console.output(try await screen(try await global.ledgerReader()))
            }
            let terminal = LiveTerminal()
            terminal.enter()
            defer { terminal.leave() }
            try await follow(try await global.ledgerReader(), terminal)
        }
    }

    /// Draws whenever the ledger has changed, the terminal has another size, or enough time has gone by to show in the figures.
    private func follow(_ reader: any LedgerReader, _ terminal: LiveTerminal) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup, .sigwinch)
                for await signal in signals {
                    if signal != .sigwinch { return true }
                    terminal.draw(try await screen(reader))
                }
                return true
            }
            group.addTask {
                var generation: Int64?
                var drawn = ContinuousClock.now
                while !Task.isCancelled {
                    if terminal.wantsToEnd() { return true }
                    let state = try await reader.state()
                    if state.generation != generation || drawn.duration(to: .now) >= .seconds(5) {
                        generation = state.generation
                        drawn = .now
                        terminal.draw(try await screen(reader))
                    }
                    try await Task.sleep(for: .milliseconds(250))
                }
                return true
            }
            _ = try await group.next()
            group.cancelAll()
        }
    }

    private func screen(_ reader: any LedgerReader) async throws -> String {
        let screen = try await StatusScreen.load(global, limits: limits.limits, from: reader)
        return screen.text(Console.tableStyle)
    }
}
