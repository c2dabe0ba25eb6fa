// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl reconciliation`
struct ReconciliationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconciliation", abstract: ReconciliationReport().summary,
        discussion: """
            It compares what `mctl reconcile` fetched and asks nobody. The last 30 completed UTC days, unless told otherwise.
            """)

    @OptionGroup var bills: BillOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws { try bills.check(global) }

    func run() async throws {
        try await CommandFailure.reporting { try await bills.show(global) }
    }
}
