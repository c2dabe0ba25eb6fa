// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What advice looks at of a call.
struct AdviceCall: Sendable {
    let at: Timestamp
    let day: CivilDay
    let event: UsageEvent
    let session: SessionFacts
    /// What it counts as; nil where that is unknown, which is not zero.
    let cost: Money?
    /// Its list price; nil where it has none.
    let listPrice: Money?

    init(_ record: RecordedEvent, zone: Zone) {
        at = record.event.at
        day = zone.day(of: at)
        event = record.event
        session = record.session
        cost = record.event.cost.counted
        listPrice = record.event.cost.estimated
    }

    var kind: SessionKind? { event.attribution.kind ?? session.kind }
    var cronJob: String? { event.attribution.cronJob ?? session.cronJob }
    var provider: String { event.attribution.provider }
    var model: String { "\(provider)/\(event.attribution.model)" }
    var agent: String { session.agentName }
    var isFailed: Bool { event.status.isFailure }
}

/// Calls of one subject, gathered for a rule.
struct AdviceGroup {
    /// Of all calls that the suggestion's filters select.
    private(set) var sums = UsageSums()
    /// Those among them that show something.
    private(set) var shown = CallList()
    /// Tokens of those that show something.
    private(set) var output: Int64 = 0
    private(set) var reasoning: Int64 = 0
    /// What each day would have saved.
    private(set) var savings: [CivilDay: Money] = [:]

    /// Takes a call that the filters select.
    mutating func add(_ call: AdviceCall) { add(UsageSums(call.event)) }

    mutating func add(_ sums: UsageSums) { self.sums += sums }

    /// Takes one of them that shows something.
    ///
    /// - Parameter saving: What would have been saved; nil where nobody knows.
    mutating func show(_ call: AdviceCall, saving: Money?) {
        shown.add(call.event.id)
        output = output.addingSaturating(call.event.tokens.output)
        reasoning = reasoning.addingSaturating(call.event.tokens.reasoning)
        if let saving { save(saving, on: call.day) }
    }

    mutating func save(_ money: Money, on day: CivilDay) { savings[day, default: .zero] += money }

    var saved: Money { savings.values.reduce(.zero, +) }
    var meanOutput: Int64 { shown.total > 0 ? output / shown.total : 0 }
}

/// A way to spend less, found in calls.
protocol AdviceRule {
    /// Takes a call; calls come newest first.
    mutating func take(_ call: AdviceCall)
    /// What was found.
    ///
    /// - Parameter days: How many days were looked at.
    func suggestions(days: Int) -> [Suggestion]
}
