// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension AlertEvaluation {
    /// Of so few calls a share says nothing.
    private static let fewestCalls: Int64 = 20
    /// Of so little money a share says nothing.
    private static let leastMoney = Money(nanodollars: 1_000_000_000)
    /// Of so few days the usual one is not known.
    private static let fewestDays = 7
    private static let minute: Int64 = 60_000

    func findings(_ condition: AlertCondition, _ limit: Int64, _ facts: AlertFacts) -> [AlertFinding] {
        switch condition {
        case .failureRate: facts.day.map { [failures($0, limit)] } ?? []
        case .rateLimits: facts.outcomes.map { [rateLimits($0, limit)] } ?? []
        case .heartbeats:
            facts.heartbeats.flatMap { beats in facts.day.map { [heartbeats(beats, of: $0, limit)] } } ?? []
        case .spike: facts.days.map { [spike($0.before, $0.today, limit)] } ?? []
        case .forecast: (facts.forecasts ?? []).map { forecast($0.budget, $0.expected, since: $0.since, limit) }
        case .quota: (facts.quotas ?? []).compactMap { quota($0, limit) }
        case .unpriced: unpriced(facts.unpriced ?? [:])
        case .silence: (facts.silent ?? []).map { silence($0.program, days: $0.days, limit) }
        case .emptySource: (facts.problems ?? []).compactMap(emptySource)
        case .gateway: (facts.gateways ?? []).compactMap { gateway($0, limit) }
        case .evaluation: [evaluation(facts.failure)]
        }
    }

    private func finding(
        _ condition: AlertCondition, _ level: AlertFinding.Level, _ message: String,
        severity: Alert.Severity = .warning, subject: String? = nil, limit: Int64? = nil,
        patience: AlertFinding.Patience = .init()
    ) -> AlertFinding {
        let alert = Alert(
            type: condition.rawValue, severity: severity, message: message, subject: subject, threshold: limit,
            since: now)
        return AlertFinding(
            key: alert.key, level: level, alert: level == .met ? alert : nil, patience: patience)
    }

    /// - Parameter near: Down to what the figure may fall before it counts as fallen.
    private static func level(_ value: Int128, beyond limit: Int128, near: Int128) -> AlertFinding.Level {
        value > limit ? .met : value > near ? .near : .clear
    }

    private func failures(_ day: UsageSums, _ limit: Int64) -> AlertFinding {
        let (failed, calls) = (Int128(day.failedCalls) * 100, Int128(day.calls))
        let tenths = Int64(clamping: Int128(day.failedCalls) * 1000 / max(1, calls))
        return finding(
            .failureRate,
            day.calls < Self.fewestCalls
                ? .clear : Self.level(failed, beyond: calls * Int128(limit), near: calls * Int128(limit) * 8 / 10),
            "\(tenths / 10).\(tenths % 10) % of \(day.calls.groupedString) calls failed in the last 24 hours;"
                + " the limit is \(limit) %", limit: limit)
    }

    private func rateLimits(_ outcomes: [ServiceOutcome], _ limit: Int64) -> AlertFinding {
        let refused = outcomes.filter { $0.status == .rateLimited }
        let count = refused.reduce(Int64(0)) { $0.addingSaturating($1.calls) }
        let services = Set(refused.map(\.service)).sorted().joined(separator: ", ")
        return finding(
            .rateLimits, Self.level(Int128(count), beyond: Int128(limit), near: Int128(limit / 2)),
            "\(UsageNotes.calls(count)) refused in the last 15 minutes because there are too many (\(services))",
            limit: limit)
    }

    private func heartbeats(_ beats: UsageSums, of day: UsageSums, _ limit: Int64) -> AlertFinding {
        let (part, whole) = (Int128(beats.cost.nanodollars) * 100, Int128(day.cost.nanodollars))
        let share = Int64(clamping: part / max(1, whole))
        return finding(
            .heartbeats,
            day.cost < Self.leastMoney
                ? .clear
                : Self.level(part, beyond: whole * Int128(limit), near: whole * Int128(max(0, limit - 10))),
            "Heartbeats cost \(KnownAmount(beats.cost).text()) in the last 24 hours: \(share) % of everything; the limit is"
                + " \(limit) %", limit: limit)
    }

    private func spike(_ before: [Money], _ today: Money, _ limit: Int64) -> AlertFinding {
        let known = before.filter { $0 > .zero }.sorted()
        let usual = known.isEmpty ? Money.zero : known[known.count / 2]
        let (cost, most) = (Int128(today.nanodollars) * 100, Int128(usual.nanodollars) * Int128(limit))
        let times = Int64(clamping: Int128(today.nanodollars) * 10 / Int128(max(1, usual.nanodollars)))
        return finding(
            .spike,
            known.count < Self.fewestDays || today < Self.leastMoney
                ? .clear : Self.level(cost, beyond: most, near: most * 9 / 10),
            "Today has cost \(KnownAmount(today).text()), \(times / 10).\(times % 10) times the usual day"
                + " (\(KnownAmount(usual).text()))", limit: limit)
    }

    private func forecast(_ budget: Budget, _ expected: Money, since: Timestamp, _ limit: Int64) -> AlertFinding {
        let (cost, most) = (Int128(expected.nanodollars) * 100, Int128(budget.limit) * Int128(limit))
        var found = finding(
            .forecast, Self.level(cost, beyond: most, near: most * 9 / 10),
            "\(budget.period.title) cost" + (budget.scope == .all ? "" : " of \(budget.scope.text)")
                + " is expected to be \(KnownAmount(expected).text()) at its end; limit \(budget.text(budget.limit))",
            subject: "\(budget.id)/\(since.iso8601)", limit: limit)
        // What swings about its limit should be told once.
        found.patience = AlertFinding.Patience(falling: 6 * 60 * Self.minute)
        return found
    }

    private func quota(_ record: QuotaRecord, _ limit: Int64) -> AlertFinding? {
        let reading = record.reading
        guard now.milliseconds.subtractingSaturating(reading.at.milliseconds) < 60 * Self.minute,
            reading.resetsAt.map({ $0 > now }) ?? true
        else { return nil }
        let resets = reading.resetsAt.map { "; it resets at \($0.iso8601)" } ?? ""
        return finding(
            .quota,
            Self.level(
                Int128(reading.usedHundredths), beyond: Int128(limit) * 100, near: Int128(max(0, limit - 5)) * 100),
            "\(reading.usedHundredths / 100) % of \(record.provider)’s \(record.label) quota is used\(resets)",
            severity: reading.usedHundredths >= 10_000 ? .critical : .warning,
            subject: "\(record.gateway)/\(record.key)", limit: limit)
    }

    private func unpriced(_ calls: [String: Int64]) -> [AlertFinding] {
        calls.sorted { $0.key < $1.key }.map { model, count in
            finding(
                .unpriced, .met,
                "\(model) has no known price: \(UsageNotes.calls(count)) of the last 24 hours \(count == 1 ? "is" : "are")"
                    + " in no sum of money",
                subject: model)
        }
    }

    private func silence(_ program: String, days: Int, _ limit: Int64) -> AlertFinding {
        finding(
            .silence, .met,
            "\(program) has had no call for \(limit) hours, and had some on \(days) of the 7 days before",
            subject: program, limit: limit, patience: AlertFinding.Patience(rising: 15 * Self.minute))
    }

    private func emptySource(_ problem: SourceProblem) -> AlertFinding? {
        guard problem.kind == .emptyStore || problem.kind == .unknownSchema else { return nil }
        return finding(.emptySource, .met, "\(problem)", subject: problem.path)
    }

    private func gateway(_ state: GatewayState, _ limit: Int64) -> AlertFinding? {
        guard state.gateway.isEnabled, let reading = state.reading else { return nil }
        return finding(
            .gateway, reading.isReachable ? .clear : .met,
            "Gateway \(state.gateway.id) cannot be reached" + (reading.error.map { ": \($0)" } ?? ""),
            severity: .critical, subject: state.gateway.id, limit: limit,
            patience: AlertFinding.Patience(rising: limit * Self.minute, falling: Self.minute))
    }

    private func evaluation(_ failure: String?) -> AlertFinding {
        finding(
            .evaluation, failure == nil ? .clear : .met, "Budgets could not be looked at: \(failure ?? "")",
            severity: .critical)
    }
}
