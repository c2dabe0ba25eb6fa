// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Failed calls that were paid for, and many failures in a short time.
struct FailureRules: AdviceRule {
    private struct Key: Hashable {
        var provider: String
        var agent: String
    }

    private var paid: [Key: AdviceGroup] = [:]
    /// How the failed calls of each ended.
    private var statuses: [Key: Set<String>] = [:]
    /// When calls failed, newest first.
    private var failures: [Key: [(at: Timestamp, day: CivilDay, cost: Money)]] = [:]

    /// Failures without a pause that make a storm.
    private static let storm = 10
    /// The longest pause inside a storm, in milliseconds.
    private static let pause: Int64 = 120_000

    mutating func take(_ call: AdviceCall) {
        guard call.isFailed else { return }
        let key = Key(provider: call.event.attribution.provider, agent: call.session.session.agent)
        statuses[key, default: []].insert(call.event.status.rawValue)
        failures[key, default: []].append((call.at, call.day, call.cost))
        guard call.cost > .zero else { return }
        paid[key, default: AdviceGroup()].add(call)
        paid[key]?.save(call.cost, on: call.day)
    }

    func suggestions(days: Int) -> [Suggestion] {
        let costly = paid.compactMap { key, group -> Suggestion? in
            guard group.calls >= 3 else { return nil }
            return suggestion(
                .paidFailures, key, group.calls, group.cost, group.savings, days,
                [.init(name: "paid for", value: group.cost.displayString)],
                "failed calls that cost something become none")
        }
        return costly + failures.compactMap { storm($0, $1, days) }
    }

    private func storm(
        _ key: Key, _ failures: [(at: Timestamp, day: CivilDay, cost: Money)], _ days: Int
    ) -> Suggestion? {
        var (storms, longest, run) = (0, 0, 1)
        for (late, early) in zip(failures, failures.dropFirst()) {
            let pause = late.at.milliseconds.subtractingSaturating(early.at.milliseconds)
            run = pause <= Self.pause ? run + 1 : 1
            if run == Self.storm { storms += 1 }
            longest = max(longest, run)
        }
        guard storms > 0 else { return nil }
        let savings = failures.reduce(into: [CivilDay: Money]()) { $0[$1.day, default: .zero] += $1.cost }
        return suggestion(
            .retryStorm, key, Int64(failures.count), savings.values.reduce(.zero, +), savings, days,
            [
                .init(name: "storms", value: Int64(storms).groupedString),
                .init(name: "longest", value: "\(Int64(longest).groupedString) failures"),
            ], "failures in a row stay below \(Self.storm)")
    }

    private func suggestion(
        _ kind: Suggestion.Kind, _ key: Key, _ calls: Int64, _ cost: Money, _ savings: [CivilDay: Money], _ days: Int,
        _ evidence: [Suggestion.Evidence], _ check: String
    ) -> Suggestion {
        Suggestion(
            kind: kind, subject: "\(key.agent) at \(key.provider)", evidence: evidence,
            filters: [.provider: [key.provider], .agent: [key.agent], .status: statuses[key] ?? []], calls: calls,
            cost: cost,
            saving: SavingEstimate(savings, days: days), check: check)
    }
}
