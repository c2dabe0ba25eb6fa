// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Puts calls and bills of the same day and name side by side. Pure: the same rows give the same answer.
struct ReconciliationBuilder {
    fileprivate struct Key: Hashable {
        var provider: BillingProvider
        var day: CivilDay
        var subject: ReconciledSubject
    }

    private let days: ClosedRange<CivilDay>
    /// By day, provider and model.
    private let usage: [UsageRow]
    private let billed: [BilledDay]

    init(days: ClosedRange<CivilDay>, usage: [UsageRow], billed: [BilledDay]) {
        self.days = days
        self.usage = usage
        self.billed = billed.filter { days.contains($0.day) }
    }

    /// - Parameter keys: The providers whose keys are kept.
    func reconciliation(of providers: [BillingProvider], keys: Set<BillingProvider>) -> Reconciliation {
        let entries = self.entries(of: providers)
        let told = Dictionary(grouping: entries.filter { $0.figures.billed != nil }) { Key($0) }
        let totals = told.map { key, entries in
            ReconciledTotal(
                provider: key.provider, subject: key.subject,
                figures: entries.reduce(into: .none) { $0 += $1.figures })
        }
        return Reconciliation(
            days: days, providers: providers.map { provider($0, entries, hasKey: keys.contains($0)) },
            entries: entries.sorted {
                ($0.day, $0.figures.order, $0.name) < ($1.day, $1.figures.order, $1.name)
            },
            totals: totals.sorted { ($0.figures.order, $0.name) < ($1.figures.order, $1.name) })
    }

    private func provider(
        _ provider: BillingProvider, _ entries: [ReconciledEntry], hasKey: Bool
    ) -> ReconciledProvider {
        let own = entries.filter { $0.provider == provider }
        let amounts = billed.filter { $0.endpoint.provider == provider && $0.endpoint.tellsAmounts }
        return ReconciledProvider(
            provider: provider, hasKey: hasKey, days: days, told: Set(amounts.map(\.day)),
            fetchedAt: amounts.map(\.fetchedAt).min(), young: amounts.filter(\.mayGrow).map(\.day).sorted(),
            figures: own.filter { $0.figures.billed != nil }.reduce(into: .none) { $0 += $1.figures },
            untold: own.filter { $0.figures.billed == nil }.reduce(into: UsageSums()) { $0 += $1.figures.sums })
    }

    private func entries(of providers: [BillingProvider]) -> [ReconciledEntry] {
        var figures: [Key: ReconciledFigures] = [:]
        let told = Told(billed)
        for row in usage {
            guard row.values.count == 3, let day = row.values[0].day,
                let provider = row.values[1].text.flatMap(BillingProvider.init), providers.contains(provider),
                let model = row.values[2].text
            else { continue }
            let key = Key(provider: provider, day: day, subject: .model(model))
            figures[key, default: told.figures(provider, day)].sums += row.sums
        }
        for bill in billed where providers.contains(bill.endpoint.provider) {
            for line in bill.lines {
                let subject = ReconciledSubject(line, of: bill.endpoint.provider)
                let key = Key(provider: bill.endpoint.provider, day: bill.day, subject: subject)
                figures[key, default: told.figures(key.provider, key.day)].take(line)
            }
        }
        return figures.map { key, figures in
            ReconciledEntry(provider: key.provider, day: key.day, subject: key.subject, figures: figures)
        }
    }

    /// What providers told about which days: what was told and has no line is zero, what was not told is unknown.
    private struct Told {
        private struct Day: Hashable {
            var provider: BillingProvider
            var day: CivilDay
        }

        private var amounts: Set<Day> = []
        private var tokens: Set<Day> = []
        private var requests: Set<Day> = []

        init(_ billed: [BilledDay]) {
            for bill in billed {
                let day = Day(provider: bill.endpoint.provider, day: bill.day)
                if bill.endpoint.tellsAmounts { amounts.insert(day) }
                if bill.endpoint.tellsTokens { tokens.insert(day) }
                if bill.endpoint.tellsRequests { requests.insert(day) }
            }
        }

        func figures(_ provider: BillingProvider, _ day: CivilDay) -> ReconciledFigures {
            let day = Day(provider: provider, day: day)
            return ReconciledFigures(
                billed: amounts.contains(day) ? .zero : nil, billedTokens: tokens.contains(day) ? 0 : nil,
                requests: requests.contains(day) ? 0 : nil)
        }
    }
}

extension ReconciliationBuilder.Key {
    /// The key of all days together.
    fileprivate init(_ entry: ReconciledEntry) {
        self.init(provider: entry.provider, day: CivilDay(number: 0), subject: entry.subject)
    }
}

extension ReconciledFigures {
    /// Smallest where most money is at stake on either side.
    fileprivate var order: Int64 {
        -max((billed ?? .zero).nanodollars.magnitudeClamped, sums.cost.nanodollars.magnitudeClamped)
    }
}

extension Int64 {
    fileprivate var magnitudeClamped: Int64 { Int64(clamping: magnitude) }
}
