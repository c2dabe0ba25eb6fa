// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Failed calls that were paid for, and many failures in a short time.
struct FailureRules: AdviceRule {
    private struct Key: Hashable {
        var provider: String
        var agent: String
    }

    /// Failures of one subject.
    private struct Failures {
        /// By how they ended.
        var sums: [CallStatus: UsageSums] = [:]
        /// Those that cost something.
        var paid = AdviceGroup()
        var paidStatuses: Set<CallStatus> = []
        /// All of them; those in a storm show something.
        var all = AdviceGroup()
        /// Failures without a pause, newest first, of which the last may go on.
        var row: [AdviceCall] = []
        var rowLength = 0
        var storms: Int64 = 0
        var longest = 0
    }

    private var failures: [Key: Failures] = [:]

    /// Failures without a pause that make a storm.
    private static let storm = 10
    /// The longest pause inside a storm, in milliseconds.
    private static let pause: Int64 = 120_000
    /// Fewer paid failures show nothing.
    private static let least: Int64 = 3

    mutating func take(_ call: AdviceCall) {
        guard call.isFailed else { return }
        let key = Key(provider: call.provider, agent: call.agent)
        var known = failures.removeValue(forKey: key) ?? Failures()
        known.sums[call.event.status, default: UsageSums()] += UsageSums(call.event)
        if let cost = call.cost, cost > .zero {
            known.paid.show(call, saving: cost)
            known.paidStatuses.insert(call.event.status)
        }
        known.all.add(call)
        Self.extend(&known, with: call)
        failures[key] = known
    }

    /// Calls are held back until their row is long enough; from then on each shows the storm.
    private static func extend(_ known: inout Failures, with call: AdviceCall) {
        let isRow =
            known.row.last.map { $0.at.milliseconds.subtractingSaturating(call.at.milliseconds) <= pause } ?? false
        if isRow, known.rowLength >= storm {
            known.row = [call]
            known.all.show(call, saving: call.cost)
        } else {
            known.row = isRow ? known.row + [call] : [call]
        }
        known.rowLength = isRow ? known.rowLength + 1 : 1
        known.longest = max(known.longest, known.rowLength)
        guard known.rowLength == storm else { return }
        known.storms += 1
        for call in known.row { known.all.show(call, saving: call.cost) }
    }

    func suggestions(days: Int) -> [Suggestion] {
        failures.flatMap { key, known in [paid(key, known, days), storm(key, known, days)].compactMap(\.self) }
    }

    private func paid(_ key: Key, _ known: Failures, _ days: Int) -> Suggestion? {
        var group = known.paid
        guard group.shown.total >= Self.least else { return nil }
        // Others that ended in the same way cannot be told apart by a filter: they are counted, too.
        for status in known.paidStatuses { known.sums[status].map { group.add($0) } }
        let filters = filters(key, known.paidStatuses)
        return Suggestion(
            .paidFailures, subject(key),
            evidence: [.init(name: "paid for", value: UsageNotes.calls(group.shown.total))],
            filters: filters, costMode: .auto, group, days: days,
            check: .init(
                sentence: "such calls become fewer and cost nothing", report: "usage", filters: filters, groupBy: .day))
    }

    private func storm(_ key: Key, _ known: Failures, _ days: Int) -> Suggestion? {
        guard known.storms > 0 else { return nil }
        let filters = filters(key, Set(known.sums.keys))
        return Suggestion(
            .retryStorm, subject(key),
            evidence: [
                .init(name: "storms", value: known.storms.groupedString),
                .init(name: "longest", value: "\(Int64(known.longest).groupedString) failures"),
            ],
            filters: filters, costMode: .auto, known.all, days: days,
            check: .init(sentence: "fewer calls fail each hour", report: "usage", filters: filters, groupBy: .hour))
    }

    private func subject(_ key: Key) -> String { "\(key.agent) at \(key.provider)" }

    private func filters(_ key: Key, _ statuses: Set<CallStatus>) -> [Dimension: Set<String>] {
        [.provider: [key.provider], .agent: [key.agent], .status: Set(statuses.map(\.rawValue))]
    }
}
