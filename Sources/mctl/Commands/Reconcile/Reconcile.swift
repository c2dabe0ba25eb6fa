// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `mctl reconcile …`
struct Reconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Ask providers what they billed, and compare it with what is counted here.",
        discussion: """
            Each provider is asked with a key that you keep for it (mctl reconcile key set), at its own address, and only when \
            this command runs. What it says is kept apart from the ledger and changes no figure of other reports; \
            `mctl reconciliation` compares it again without asking anybody.
            """,
        subcommands: [
            ReconcileFetch.self, ReconcileImport.self, ReconcileKey.self, ReconcileCredits.self,
            ReconcileGeneration.self,
        ],
        defaultSubcommand: ReconcileFetch.self)
}
