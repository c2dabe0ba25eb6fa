// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionBilling
internal import MissionCore
internal import MissionSQLite

/// `mctl reconcile`
struct ReconcileFetch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Ask the providers whose keys are kept about completed UTC days, and compare.",
        discussion: """
            The last 30 completed days, unless told otherwise. A day that was fetched before is fetched again and replaced. When \
            a provider cannot be asked, the others still are; the command then ends with an exit code other than 0.
            """)

    @OptionGroup var bills: BillOptions

    /// For tests: a server on this computer that stands in for the one provider that is named.
    @Option(name: .customLong("base-url"), help: .hidden)
    var standIn: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try bills.check(global)
        _ = try origin()
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let keys = try BillingKeyFile(global.directory).read()
            let days = try bills.days(Present.now)
            // A ledger that is not there is told before anybody is asked.
            _ = try global.reader()
            let writer = try BillsFile(global.directory).writer()
            var failures: [any Error] = []
            for provider in try providers(keys) {
                do { try await fetch(provider, try provider.key(in: keys), days, writer) } catch {
                    failures.append(error)
                }
            }
            try await bills.show(global)
            try tell(failures)
        }
    }

    /// Those that were named, else all whose keys are kept.
    private func providers(_ keys: BillingKeyList) throws -> [BillingProvider] {
        if !bills.provider.isEmpty { return Set(bills.provider).sorted() }
        guard keys.providers.isEmpty else { return keys.providers.sorted() }
        throw CommandFailure(
            status: .configuration,
            message: "no key is kept, so no provider can be asked; for example \(NextStep.keepBillingKey(.anthropic))")
    }

    private func origin() throws -> BillingOrigin? {
        guard let standIn else { return nil }
        guard Set(bills.provider).count == 1 else { throw ValidationError("--base-url needs one --provider.") }
        guard let origin = BillingOrigin(standIn: standIn) else {
            throw ValidationError(
                "--base-url: only http://127.0.0.1:PORT and http://[::1]:PORT can stand in for a provider.")
        }
        return origin
    }

    private func fetch(
        _ provider: BillingProvider, _ key: BillingKey, _ days: ClosedRange<CivilDay>, _ writer: SQLiteBills
    ) async throws {
        let client = BillingClient(provider, at: try origin(), key: key, clock: Present.clock)
        try await client.fetch(days) { try await writer.replace($0) }
    }

    /// Ends the command with the first failure; the others are told before it.
    private func tell(_ failures: [any Error]) throws {
        for failure in failures.dropFirst() { Console.message(failure.billingMessage) }
        if let first = failures.first { throw first }
    }
}

extension Error {
    /// What people are told about a provider that could not be asked.
    var billingMessage: String { (self as? CommandFailure)?.message ?? logText }
}
