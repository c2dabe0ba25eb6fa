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
        let missing = provider.dayCount - Int64(provider.told.count)
        var sentences: [String] = []
        if missing > 0 {
            let days = missing == provider.dayCount ? "no day" : Self.days(missing)
            let fact =
                missing == provider.dayCount
                ? "\(provider.provider.title): \(days) of \(provider.dayCount.groupedString) was fetched"
                : "\(provider.provider.title): \(days) of \(provider.dayCount.groupedString) were not fetched"
            sentences.append("\(fact), and no difference covers them\(untold(provider)). \(advice(provider, missing))")
        }
        if let last = provider.young.last {
            sentences.append(
                "\(provider.provider.title): \(Self.days(Int64(provider.young.count))) up to \(last) \(provider.young.count == 1 ? "was" : "were")"
                    + " fetched less than a day after the end; the provider may still add to them.")
        }
        return sentences
    }

    /// The calls of the days that were not fetched.
    private func untold(_ provider: ReconciledProvider) -> String {
        guard provider.untold.calls > 0 else { return "" }
        return
            "; the ledger has \(UsageNotes.calls(provider.untold.calls)) on them, for \(provider.untold.knownAmount.text())"
    }

    private func advice(_ provider: ReconciledProvider, _ missing: Int64) -> String {
        guard provider.hasKey else {
            return
                "No key is kept: \(NextStep.keepBillingKey(provider.provider)) keeps one, \(provider.provider.keyKind)."
        }
        let kept = provider.provider.keptDays.map { " It tells about the last \($0) completed days only." } ?? ""
        return "Run \(NextStep.reconcile(provider.provider)).\(kept)"
    }

    private var causes: [ReportNote] {
        let sentences = result.totals.flatMap { total in
            total.causes.map { $0.sentence(total.subject.name, total.provider) }
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

    /// `1 day`, `12 days`.
    private static func days(_ count: Int64) -> String {
        count == 1 ? "1 day" : "\(count.groupedString) days"
    }
}
