// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// What `mctl doctor` finds out: it looks at every source itself, so that it can tell before anything was ever read.
struct Diagnosis {
    let places: [SourceCatalog.Place]
    /// Paths that were named and are nothing known.
    let problems: [SourceProblem]
    let health: SourceHealth
    let ledgerPath: String
    let ledgerState: LedgerState?
    /// Calls in the ledger as `mctl usage` counts them.
    let ledgerCalls: Int64
    let ledgerError: LedgerError?
    /// What was rejected, in the ledger and now.
    let rejections: [Rejection]
    let unpriced: [UnpricedModel]
    /// What became of turns that other programs answered.
    let backendTurns: BackendTurnCounts
    /// The gateways that are kept.
    let gateways: [GatewayLook]
    /// What the ledger has of each gateway.
    var gatewaySums: [String: UsageSums] = [:]

    static let shownRejections = 20

    /// Looks at everything; commits nothing.
    ///
    /// - Parameters:
    ///   - path: The ledger's file, or where it is that is none.
    ///   - open: Opens a ledger that is no file.
    static func make(
        _ findings: SourceCatalog.Findings, ledger path: String,
        open: (() async throws -> any LedgerReader & LedgerWriter)? = nil, prices: PriceBook,
        gateways: [GatewayLook] = [], gatewayProblems: [SourceProblem] = [], now: Timestamp
    ) async throws -> Diagnosis {
        let facts = try await LedgerFacts.read(path, open)
        var looks: [SourceInspection] = []
        for source in findings.sources {
            let checkpoints = facts.checkpoints[source.id] ?? [:]
            looks.append(try await SourceInspection.survey(source, from: checkpoints, prices: prices))
        }
        // Found ones first, as they matter; then where else was looked.
        for place in findings.places where !place.exists {
            looks.append(SourceInspection(source: SourceID(kind: place.kind, place: place.path), exists: false))
        }
        let sums = facts.models.reduce(into: UsageSums()) { $0 += $1.sums }
        var models = facts.models.reduce(into: [String: UsageSums]()) { $0[$1.name ?? ""] = $1.sums }
        for (model, sums) in looks.flatMap(\.unread.byModel) { models[model, default: UsageSums()] += sums }
        return Diagnosis(
            places: findings.places, problems: findings.problems + gatewayProblems,
            health: SourceHealth(
                looks: looks, states: facts.states, sums: sums, telemetry: facts.telemetry, now: now), ledgerPath: path,
            ledgerState: facts.state, ledgerCalls: sums.calls, ledgerError: facts.error,
            rejections: facts.rejections + looks.flatMap(\.unread.rejections),
            unpriced: UnpricedModel.list(models.map { UsageRow(keys: [$0], sums: $1) }),
            backendTurns: facts.backendTurns, gateways: gateways, gatewaySums: facts.gateways)
    }

    /// What matters most first.
    var findings: [HealthFinding] {
        var findings = health.findings
        // A ledger that is not there yet is no fault.
        if let ledgerError, !ledgerError.isMissing {
            findings.insert(HealthFinding(.error, .ledger, "Ledger: \(ledgerError.message)."), at: 0)
        }
        let (warnings, notes) = (backendTurns.findings.filter { $0.severity > .note }, backendTurns.findings.count)
        let place = findings.firstIndex { $0.severity == .note } ?? findings.count
        findings.insert(contentsOf: gateways.compactMap(\.finding) + warnings, at: place)
        return findings + gateways.compactMap { $0.sumsFinding(gatewaySums[$0.gateway.id]) }
            + backendTurns.findings.suffix(notes - warnings.count)
    }

    /// The code to end with: 69 when a store yields nothing or the ledger does not open, 66 when there is nothing at all.
    var status: ExitStatus? {
        if findings.contains(where: { $0.severity == .error }) { return .unavailable }
        let isNothingThere = !health.lines.contains(where: \.look.exists) && (ledgerState?.events ?? 0) == 0
        return isNothingThere ? .noInput : nil
    }
}

/// What a ledger knows, as far as it can be opened.
private struct LedgerFacts {
    var state: LedgerState?
    var error: LedgerError?
    var states: [SourceState] = []
    var checkpoints: [SourceID: [String: Checkpoint]] = [:]
    var rejections: [Rejection] = []
    var models: [UsageRow] = []
    var gateways: [String: UsageSums] = [:]
    var backendTurns = BackendTurnCounts()
    /// Calls that only OpenClaw's telemetry tells.
    var telemetry: Int64 = 0

    static func read(
        _ path: String, _ open: (() async throws -> any LedgerReader & LedgerWriter)?
    ) async throws -> LedgerFacts {
        var facts = LedgerFacts()
        do {
            if let open {
                try await facts.read(try await open())
                return facts
            }
            let ledger = try SQLiteLedger(path: path, mode: .readOnly)
            try await facts.read(ledger)
            try ledger.close()
        } catch let error as LedgerError {
            facts.error = error
        }
        return facts
    }

    private mutating func read(_ ledger: any LedgerReader & LedgerWriter) async throws {
        state = try await ledger.state()
        states = try await ledger.sourceStates()
        for state in states {
            checkpoints[state.source] = try await ledger.checkpoints(of: state.source)
        }
        rejections = try await ledger.rejections(limit: Diagnosis.shownRejections)
        models = try await ledger.usage(UsageQuery(groupBy: [.recordedModel]))
        for row in try await ledger.usage(UsageQuery(groupBy: [.gateway])) {
            gateways[row.name ?? "", default: UsageSums()] += row.sums
        }
        backendTurns = try await ledger.backendTurns()
        telemetry = try await ledger.total(SourceHealth.telemetryQuery).calls
    }
}

extension LedgerError {
    var isMissing: Bool {
        if case .missing = self { true } else { false }
    }
}
