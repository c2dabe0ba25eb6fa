// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How the sources are: what looks at them and a ledger's own counts tell together.
///
/// A store that exists and yields nothing is an error, because zero is what a reader shows that looks in the wrong place.
package struct SourceHealth: Sendable {
    /// A source and everything known about it.
    package struct Line: Hashable, Sendable {
        /// What the look showed.
        package var look: SourceInspection
        /// What the ledger has of it; nil when it never committed anything.
        package var state: SourceState?
        /// What is to be said about it.
        package var findings: [HealthFinding] = []

        /// The newest call, read or not.
        package var newestCall: Timestamp? {
            [state?.newestEvent, look.unread.newest].compactMap(\.self).max()
        }

        /// Whether any call ever came from it, or would.
        var hasCalls: Bool {
            if !look.unread.calls.isEmpty { return true }
            guard let state else { return false }
            // What was not counted is not known to be none.
            // Rows that are no calls are not counted, and yet something was read.
            return state.events.map { $0 > 0 } ?? true || state.repeats > 0 || state.newestEvent != nil
        }
    }

    /// The places that were looked at.
    package var lines: [Line]
    /// Sources that the ledger knows and that were not looked at.
    package var others: [SourceState]
    /// What concerns all sources.
    package var general: [HealthFinding]

    /// Judges.
    ///
    /// - Parameters:
    ///   - looks: The places, existing or not.
    ///   - states: What the ledger has of each source.
    ///   - sums: The ledger's total.
    ///   - telemetry: How many of these calls only OpenClaw's telemetry tells.
    ///   - now: Tells what is old.
    package init(
        looks: [SourceInspection], states: [SourceState], sums: UsageSums, telemetry: Int64, now: Timestamp
    ) {
        let known = Dictionary(states.map { ($0.source, $0) }) { first, _ in first }
        var lines = looks.map { Line(look: $0, state: known[$0.source]) }
        let rules = SourceRules(lines: lines, now: now)
        for index in lines.indices { lines[index].findings = rules.findings(lines[index]) }
        self.lines = lines
        others = states.filter { state in !looks.contains { $0.source == state.source } }
        general = Self.general(lines, states, sums) + Self.doubled(lines, states, telemetry)
    }

    /// What a question about calls that only OpenClaw's telemetry tells asks for.
    package static let telemetryQuery = UsageQuery(filters: [.harness: ["openclaw-otel"]])

    /// Its spans name neither conversation nor message, so nothing tells that they are calls that are read, too.
    private static func doubled(_ lines: [Line], _ states: [SourceState], _ telemetry: Int64) -> [HealthFinding] {
        let isRead =
            lines.contains { $0.look.source.kind == "openclaw" && $0.hasCalls }
            || states.contains { $0.source.kind == "openclaw" && $0.newestEvent != nil }
        guard telemetry > 0, isRead else { return [] }
        return [
            HealthFinding(
                .warning, .telemetry,
                "\(UsageNotes.calls(telemetry)) told by OpenClaw's telemetry count beside OpenClaw's transcripts: of a gateway"
                    + " whose transcripts are read they count twice.",
                advice: "Switch diagnostics-otel off for such a gateway.")
        ]
    }

    /// Everything, what matters most first.
    package var findings: [HealthFinding] {
        let all = lines.flatMap(\.findings) + general
        return HealthFinding.Severity.allCases.sorted(by: >).flatMap { severity in
            all.filter { $0.severity == severity }
        }
    }

    /// `error`, `warning` or `ok`.
    package var status: String {
        switch findings.first?.severity {
        case .error: "error"
        case .warning: "warning"
        case .note, nil: "ok"
        }
    }

    private static func general(_ lines: [Line], _ states: [SourceState], _ sums: UsageSums) -> [HealthFinding] {
        var general: [HealthFinding] = []
        let unread = lines.flatMap(\.look.unread.byModel.values).reduce(into: sums) { $0 += $1 }
        let rejections =
            states.reduce(0) { $0 + $1.rejections } + lines.reduce(0) { $0 + $1.look.unread.rejections.count }
        // A ledger that has calls has found somebody, wherever that was.
        if !lines.contains(where: \.look.exists), sums.calls == 0 {
            general.append(
                HealthFinding(
                    .warning, .nothingFound, "No agent was found.",
                    advice: "Name its folder (\(NextStep.ingestPlace)) or set OPENCLAW_STATE_DIR."))
        }
        if rejections > 0 {
            let inputs =
                rejections == 1
                ? "1 input was not understood: what it says is"
                : "\(rejections.groupedString) inputs were not understood: what they say is"
            general.append(
                HealthFinding(
                    .warning, .rejections, "\(inputs) in no figure.",
                    advice: "Look at the rejected places named here with an editor."))
        }
        if unread.unpricedCalls > 0 {
            general.append(
                HealthFinding(
                    .warning, .unpriced,
                    "\(UsageNotes.calls(unread.unpricedCalls)) without a price: not in the cost.",
                    advice: "Run \(NextStep.checkPrices): it says why for each model."))
        }
        if unread.unknownUsageCalls > 0 {
            general.append(
                HealthFinding(
                    .note, .unknownUsage,
                    "\(UsageNotes.calls(unread.unknownUsageCalls)) answered without any usage: their provider does not"
                        + " send any, and what they cost is unknown."))
        }
        return general
    }
}
