// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionTesting
internal import Testing

@testable internal import MissionCore

/// Looks at something again and again, and remembers what came of it.
private struct Watched {
    var memory = AlertMemory()
    var now = Fixtures.noon
    var audiences = [AlertAudience(channel: "mail")]
    var muted: Set<String> = []
    /// Headlines of everything told, in order.
    var told: [String] = []

    @discardableResult
    mutating func look(_ findings: [AlertFinding], after seconds: Int64 = 60) -> AlertCommit {
        now = now.advanced(byMilliseconds: seconds * 1000)
        let transitions = AlertTransitions(
            memory: memory, audiences: audiences, now: now, elapsed: seconds * 1000,
            isMuted: { [muted] in muted.contains($0.rule) })
        let commit = transitions.commit(findings)
        let changed = Set((commit.records + commit.dropped).map(\.alert.id))
        memory.records.removeAll { changed.contains($0.alert.id) }
        memory.records += commit.records
        memory.first = memory.first ?? now
        told += commit.messages.map(\.message.headline)
        return commit
    }

    var phases: [AlertRecord.Phase] { memory.records.sorted { $0.alert.id < $1.alert.id }.map(\.phase) }
}

@Suite struct `What changes with a look` {
    private static let day = Window(start: Fixtures.noon, end: Fixtures.noon.advanced(byMilliseconds: 86_400_000))

    /// A budget of $100 a day of which so much is used.
    private func budget(
        _ dollars: Int64, thresholds: [Int64] = [50, 80, 100], id: String = "daily", isClosed: Bool = false,
        window: Window = day
    ) -> [AlertFinding] {
        var sums = UsageSums()
        sums.cost = Money(nanodollars: dollars * 1_000_000_000)
        let budget = Budget(
            id: id, period: .day, amount: .cost(Money(nanodollars: 100_000_000_000)), thresholds: thresholds)
        return AlertFinding.list(
            BudgetStatus(budget: budget, window: window, sums: sums, isClosed: isClosed), zone: .utc)
    }

    private func gateway(
        _ level: AlertFinding.Level, at now: Timestamp = Fixtures.noon, rising: Int64 = 300, falling: Int64 = 60
    ) -> AlertFinding {
        let alert = Alert(
            type: "gateway-unreachable", severity: .critical, message: "Gateway home cannot be reached",
            subject: "home", since: now)
        return AlertFinding(
            key: alert.key, level: level, alert: level == .met ? alert : nil,
            patience: .init(rising: rising * 1000, falling: falling * 1000))
    }

    private func started() -> Watched {
        var watched = Watched()
        watched.look([])
        return watched
    }

    @Test func `a threshold is told once in its period`() {
        var watched = started()
        for dollars in [10, 51, 52, 60, 79] as [Int64] { watched.look(budget(dollars)) }
        #expect(watched.told == ["Daily cost $51.00 is 51 % of limit $100.00"])
        watched.look(budget(81))
        watched.look(budget(99))
        watched.look(budget(101))
        watched.look(budget(500))
        #expect(watched.told.count == 3)
        #expect(watched.told.last == "Daily cost $101.00 exceeds limit $100.00")
    }

    @Test func `of thresholds that are exceeded at once the highest is told`() {
        var watched = started()
        watched.look(budget(130))
        #expect(watched.told == ["Daily cost $130.00 exceeds limit $100.00"])
        #expect(watched.memory.records.count == 3)
        watched.look(budget(131))
        #expect(watched.told.count == 1)
    }

    @Test func `what falls a little is not over, and is not told again when it rises`() {
        var watched = started()
        for dollars in [101, 99, 96, 101, 96, 102] as [Int64] { watched.look(budget(dollars, thresholds: [100])) }
        #expect(watched.told.count == 1)
        #expect(watched.phases == [.firing])
        watched.look(budget(99, thresholds: [100]))
        #expect(watched.phases == [.recovering])
    }

    @Test func `what falls by five points is over, is told to be, and is told anew when it rises`() {
        var watched = started()
        let ids = [101, 95, 101].map { watched.look(budget($0, thresholds: [100])).messages.map(\.message.id) }
        #expect(
            watched.told == [
                "Daily cost $101.00 exceeds limit $100.00", "Resolved: Daily cost $101.00 exceeds limit $100.00",
                "Daily cost $101.00 exceeds limit $100.00",
            ])
        #expect(Set(ids.flatMap(\.self)).count == 3)
    }

    @Test func `when a period ends nobody is told, and the next one begins afresh`() {
        var watched = started()
        watched.look(budget(101, thresholds: [100]))
        let next = Window(start: Self.day.end, end: Self.day.end.advanced(byMilliseconds: 86_400_000))
        watched.look(budget(101, thresholds: [100], isClosed: true) + budget(0, thresholds: [100], window: next))
        #expect(watched.told.count == 1)
        watched.look(budget(101, thresholds: [100], isClosed: true) + budget(101, thresholds: [100], window: next))
        #expect(watched.told.count == 2)
    }

    @Test func `a period that was exceeded while nobody looked is told once, with its name`() {
        var watched = started()
        for _ in 1...3 { watched.look(budget(101, thresholds: [100], isClosed: true)) }
        #expect(watched.told == ["Daily cost on 2026-02-24 $101.00 exceeds limit $100.00"])
    }

    @Test func `a clock that goes back into a period that was over repeats nothing`() {
        var watched = started()
        let next = Window(start: Self.day.end, end: Self.day.end.advanced(byMilliseconds: 86_400_000))
        watched.look(budget(101, thresholds: [100]))
        watched.look(budget(0, thresholds: [100], window: next))
        watched.look(budget(101, thresholds: [100]), after: -7200)
        watched.look(budget(0, thresholds: [100], window: next), after: 7200)
        #expect(watched.told.count == 1)
    }

    @Test func `the first look tells everything in one message, and each channel what it wants`() {
        var watched = Watched()
        watched.audiences.append(AlertAudience(channel: "pager", minimumSeverity: .critical))
        let commit = watched.look((1...30).flatMap { budget($0 > 2 ? 101 : 51, id: "b\($0)") })
        #expect(commit.messages.map(\.channels).sorted { $0[0] < $1[0] } == [["mail"], ["pager"]])
        #expect(watched.told.sorted() == ["28 alerts, 28 critical", "30 alerts, 28 critical"])
        #expect(commit.messages.allSatisfy { $0.message.alerts.count == 20 })
        watched.look((1...30).flatMap { budget($0 > 2 ? 101 : 51, id: "b\($0)") })
        #expect(watched.told.count == 2)
    }

    @Test func `more than three at once are one message`() {
        var watched = started()
        watched.look((1...3).flatMap { budget(101, id: "a\($0)") })
        #expect(watched.told.count == 3)
        watched.look((1...3).flatMap { budget(101, id: "a\($0)") } + (1...4).flatMap { budget(101, id: "b\($0)") })
        #expect(watched.told.count == 4)
        #expect(watched.told.last == "4 alerts, 4 critical")
    }

    @Test func `a condition fires when it was so for long enough, and is over when it was not for long enough`() {
        var watched = started()
        watched.look([gateway(.met)])
        for _ in 1...4 { watched.look([gateway(.met)]) }
        #expect(watched.told.isEmpty && watched.phases == [.pending])
        watched.look([gateway(.met)])
        #expect(watched.told == ["Gateway home cannot be reached"])
        watched.look([gateway(.clear)])
        #expect(watched.phases == [.recovering])
        watched.look([gateway(.met)])
        watched.look([gateway(.clear)])
        watched.look([gateway(.clear)])
        #expect(watched.told.last == "Resolved: Gateway home cannot be reached")
        #expect(watched.told.count == 2)
    }

    @Test func `a clock that is set forward brings nothing on`() {
        var watched = started()
        watched.look([gateway(.met)])
        let transitions = AlertTransitions(
            memory: watched.memory, audiences: watched.audiences,
            now: watched.now.advanced(byMilliseconds: 86_400_000), elapsed: 1000)
        #expect(transitions.commit([gateway(.met)]).messages.isEmpty)
    }

    @Test func `what was so for a moment comes to nothing`() {
        var watched = started()
        watched.look([gateway(.met)])
        let commit = watched.look([gateway(.clear)])
        #expect(commit.dropped.count == 1 && watched.memory.records.isEmpty && watched.told.isEmpty)
    }

    @Test func `a condition that is so again is told again, under another id`() {
        var watched = started()
        var ids: Set<String> = []
        for level in [.met, .clear, .met, .clear] as [AlertFinding.Level] {
            let commit = watched.look([gateway(level, at: watched.now, rising: 0, falling: 0)])
            ids.formUnion(commit.messages.map(\.message.id))
        }
        #expect(watched.told.count == 4 && ids.count == 4)
    }

    @Test func `of what is muted nobody is told until that is over`() {
        var watched = started()
        watched.muted = ["daily"]
        watched.look(budget(101))
        watched.look(budget(102))
        #expect(watched.told.isEmpty && watched.phases.allSatisfy { $0 == .firing })
        watched.muted = []
        watched.look(budget(103))
        #expect(watched.told == ["Daily cost $101.00 exceeds limit $100.00"])
    }

    @Test func `a budget that is set no more ends in silence, and one that is raised is over`() {
        var watched = started()
        watched.look(budget(101, thresholds: [100]))
        watched.look([])
        #expect(watched.phases == [.ended] && watched.told.count == 1)
        var raised = started()
        raised.look(budget(101, thresholds: [100]))
        raised.look(budget(101, thresholds: [200]))
        #expect(raised.phases == [.ended])
    }

    @Test func `what was not looked at stays as it is`() {
        var watched = started()
        watched.look(budget(101, thresholds: [100]))
        let transitions = AlertTransitions(
            memory: watched.memory, audiences: [], now: watched.now, elapsed: 0, isOver: { _ in false })
        #expect(transitions.commit([]).isEmpty)
    }

    @Test func `a channel hears of its rules alone, and of the end only where it wants to`() {
        var watched = started()
        watched.audiences = [
            AlertAudience(channel: "one", rules: ["a"]), AlertAudience(channel: "two", tellsResolved: false),
        ]
        let begun = watched.look(budget(101, thresholds: [100], id: "a") + budget(101, thresholds: [100], id: "b"))
        #expect(
            begun.messages.map { $0.channels.sorted() }.sorted { $0.count > $1.count } == [["one", "two"], ["two"]])
        let over = watched.look(budget(0, thresholds: [100], id: "a") + budget(0, thresholds: [100], id: "b"))
        #expect(over.messages.map(\.channels) == [["one"]])
    }
}
