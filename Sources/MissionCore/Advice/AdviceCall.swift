// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What advice looks at of a call.
struct AdviceCall: Sendable {
    let at: Timestamp
    let day: CivilDay
    let event: UsageEvent
    let session: SessionFacts
    /// What it counts as; zero where that is unknown.
    let cost: Money
    /// Its list price; nil where it has none.
    let listPrice: Money?

    init(_ record: RecordedEvent, zone: Zone) {
        at = record.event.at
        day = zone.day(of: at)
        event = record.event
        session = record.session
        cost = record.event.cost.counted ?? .zero
        listPrice = record.event.cost.estimated
    }

    var kind: SessionKind? { event.attribution.kind ?? session.kind }
    var cronJob: String? { event.attribution.cronJob ?? session.cronJob }
    var model: String { "\(event.attribution.provider)/\(event.attribution.model)" }
    var isFailed: Bool { event.status.isFailure }
}

/// Calls of one subject, gathered for a rule.
struct AdviceGroup {
    private(set) var calls: Int64 = 0
    private(set) var listPrice = Money.zero
    private(set) var cost = Money.zero
    private(set) var output: Int64 = 0
    private(set) var reasoning: Int64 = 0
    /// What each day would have saved.
    var savings: [CivilDay: Money] = [:]

    mutating func add(_ call: AdviceCall) {
        calls += 1
        cost += call.cost
        listPrice += call.listPrice ?? .zero
        output = output.addingSaturating(call.event.tokens.output)
        reasoning = reasoning.addingSaturating(call.event.tokens.reasoning)
    }

    mutating func save(_ money: Money, on day: CivilDay) { savings[day, default: .zero] += money }

    var saved: Money { savings.values.reduce(.zero, +) }
    var meanOutput: Int64 { calls > 0 ? output / calls : 0 }
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
