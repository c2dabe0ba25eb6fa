// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// What `mctl doctor` finds out.
struct Diagnosis {
    var findings: SourceCatalog.Findings
    var ledgerPath: String
    var ledgerState: LedgerState?
    var ledgerError: LedgerError?
    var sources: [SourceState] = []
    var rejections: [Rejection] = []
    var unpriced: [UsageRow] = []
    var sums = UsageSums()

    private static let shownRejections = 20

    static func make(findings: SourceCatalog.Findings, ledger path: String) async throws -> Diagnosis {
        var diagnosis = Diagnosis(findings: findings, ledgerPath: path)
        do {
            let ledger = try SQLiteLedger(path: path, mode: .readOnly)
            diagnosis.ledgerState = try await ledger.state()
            diagnosis.sources = try await ledger.sourceStates()
            diagnosis.rejections = try await ledger.rejections(limit: shownRejections)
            let rows = try await ledger.usage(UsageQuery(groupBy: [.recordedModel]))
            diagnosis.unpriced = rows.filter { $0.sums.unpricedCalls > 0 }
            diagnosis.sums = try await ledger.total(UsageQuery())
        } catch let error as LedgerError {
            diagnosis.ledgerError = error
        }
        return diagnosis
    }

    /// What to do, in sentences.
    var advice: [String] {
        var advice: [String] = []
        if findings.sources.isEmpty {
            advice.append("No agent was found: name its folder (`mctl ingest PATH`) or set OPENCLAW_STATE_DIR.")
        }
        if let ledgerError { advice.append("Ledger: \(ledgerError.description).") }
        if let state = ledgerState, state.events == 0, !findings.sources.isEmpty {
            advice.append(
                "The ledger is empty although an agent was found: run `mctl ingest` and look at its messages.")
        }
        if !rejections.isEmpty {
            advice.append("Rejected input is not in any figure: look at the lines named above with an editor.")
        }
        if !unpriced.isEmpty {
            advice.append("Unpriced calls are not in the cost: `mctl prices check` says why for each model.")
        }
        if sums.unknownUsageCalls > 0 {
            advice.append(
                "\(sums.unknownUsageCalls.groupedString) successful calls report no usage: their provider does not send any."
            )
        }
        return advice
    }
}
