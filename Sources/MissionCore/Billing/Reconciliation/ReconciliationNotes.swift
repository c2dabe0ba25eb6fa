// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What must be said beside a comparison with bills.
struct ReconciliationNotes {
    /// More sentences about models than these are left to programs.
    private static let mostCauses = 12

    private let result: Reconciliation
    /// Whether somebody asked for these providers; else those without calls and bills are passed over.
    private let isExplicit: Bool

    init(_ result: Reconciliation, isExplicit: Bool) {
        self.result = result
        self.isExplicit = isExplicit
    }

    /// The notes, warnings first.
    var all: [ReportNote] {
        let shown = result.providers.filter { isExplicit || !$0.isEmpty }
        return shown.flatMap(warnings).map { ReportNote($0) } + causes
            + (shown.contains { !$0.told.isEmpty } ? explanations(shown) : [])
    }

    private func warnings(_ provider: ReconciledProvider) -> [String] {
        [missingDays(provider), youngDays(provider)].compactMap(\.self).map { "\(provider.provider.title): \($0)" }
    }

    /// Which days were not fetched, what the ledger has on them, and what to do.
    private func missingDays(_ provider: ReconciledProvider) -> String? {
        let missing = provider.dayCount - Int64(provider.told.count)
        guard missing > 0 else { return nil }
        let fact =
            provider.told.isEmpty
            ? "no day of \(provider.dayCount.groupedString) was fetched"
            : "\(missing.groupedString) of \(Self.days(provider.dayCount)) \(Self.were(missing)) not fetched"
        let calls =
            provider.untold.calls > 0
            ? "; the ledger has \(UsageNotes.calls(provider.untold.calls)) on them, for \(provider.untold.knownAmount.text())"
            : ""
        return "\(fact), and no difference covers them\(calls). \(advice(provider))"
    }

    private func youngDays(_ provider: ReconciledProvider) -> String? {
        guard let last = provider.young.last else { return nil }
        let count = Int64(provider.young.count)
        let which = count == 1 ? "\(last)" : "\(Self.days(count)) up to \(last)"
        return "\(which) \(Self.were(count)) fetched less than 24 hours after the end of the day, and may still grow."
    }

    private func advice(_ provider: ReconciledProvider) -> String {
        guard provider.hasKey else {
            return
                "No key is kept: \(NextStep.keepBillingKey(provider.provider)) keeps one, \(provider.provider.keyKind)."
        }
        let kept = provider.provider.keptDays.map { " It tells about the last \($0) completed days only." } ?? ""
        return "Run \(NextStep.reconcile(provider.provider)).\(kept)"
    }

    private var causes: [ReportNote] {
        let sentences = result.totals.flatMap { total in
            total.causes.map { $0.sentence(total.name, total.provider) }
        }
        let rest = sentences.count - Self.mostCauses
        let shown = sentences.prefix(Self.mostCauses).map { ReportNote($0, isWarning: false) }
        guard rest > 0 else { return shown }
        return shown + [
            ReportNote(
                "\(Int64(rest).groupedString) more causes are in the JSON (--json).", for: .people, isWarning: false)
        ]
    }

    private func explanations(_ shown: [ReconciledProvider]) -> [ReportNote] {
        let told = Set(shown.filter { !$0.told.isEmpty }.map(\.provider))
        var sentences = [
            "Days are UTC days, as providers bill them. The difference is what was billed less what is counted here."
        ]
        if told.contains(.anthropic) {
            sentences.append(
                "Anthropic: Priority Tier is not in its costs; code execution is in its costs only, not in its tokens.")
        }
        if told.contains(.openai) {
            sentences.append("OpenAI: tokens are those of completions; its costs hold everything else, too.")
        }
        if told.contains(.openrouter) {
            sentences.append("OpenRouter: amounts are credits spent; fees for buying credits are apart.")
        }
        return sentences.map { ReportNote($0, isWarning: false) }
    }

    private static func were(_ count: Int64) -> String { count == 1 ? "was" : "were" }

    /// `1 day`, `12 days`.
    private static func days(_ count: Int64) -> String {
        count == 1 ? "1 day" : "\(count.groupedString) days"
    }
}
