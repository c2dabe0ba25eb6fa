// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionTesting
internal import Synchronization
internal import Testing

@testable internal import MissionCore

@Suite struct `Watching` {
    private let ledger = MemoryLedger()
    private let clock = SettableClock()
    private let settings = ChangingSettings()

    private func watch() -> AlertWatch {
        AlertWatch(
            reader: ledger, writer: ledger,
            settings: .init(
                plan: { [settings] in try settings.plan() }, alerts: { [settings] in settings.alerts },
                audiences: { [settings] in try settings.audiences() }),
            zone: .utc, clock: clock, steady: { [clock] in clock.now.milliseconds })
    }

    private func told() async throws -> [String] {
        try await ledger.deliveries(nil, limit: 100).reversed().map(\.message.headline)
    }

    private func spend(_ number: Int) async throws {
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(number, at: clock.now)))
    }

    @Test func `the first look over old logs is one message, and days that are over are none`() async throws {
        for day in 0..<40 as Range<Int64> {
            let at = Fixtures.noon.advanced(byMilliseconds: -day * 86_400_000)
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(Int(day), at: at)))
        }
        settings.set(
            ["day", "week", "month"].map {
                Budget(id: $0, period: Budget.Period(rawValue: $0) ?? .day, amount: .calls(1), thresholds: [50])
            })
        let watch = watch()
        for _ in 1...5 {
            _ = try await watch.look(beside: AlertSurroundings())
            clock.advance(by: 60_000)
        }
        #expect(try await told() == ["3 alerts, 0 critical"])
    }

    @Test func `within a commit the alert is there with the call`() async throws {
        settings.set([Budget(id: "day", period: .day, amount: .calls(1), thresholds: [100])])
        let watch = watch()
        _ = try await watch.look(beside: AlertSurroundings())
        for number in 1...3 {
            _ = try await ledger.append(
                Fixtures.batch(Fixtures.event(number, at: clock.now)), joining: watch.hook)
            clock.advance(by: 1000)
        }
        #expect(try await told() == ["Daily calls 2 exceed limit 1"])
    }

    @Test func `before the first look a commit raises nothing`() async throws {
        settings.set([Budget(id: "day", period: .day, amount: .calls(1), thresholds: [50])])
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)), joining: watch().hook)
        #expect(try await told().isEmpty)
    }

    @Test func `a file that somebody has broken is told, and what was set before goes on`() async throws {
        settings.set([Budget(id: "day", period: .day, amount: .calls(1), thresholds: [100])])
        let watch = watch()
        _ = try await watch.look(beside: AlertSurroundings())
        settings.breakFile()
        _ = try await watch.look(beside: AlertSurroundings())
        #expect(try await told() == ["Budgets could not be looked at: budgets.json: expected JSON"])
        for number in 1...2 { try await spend(number) }
        _ = try await watch.look(beside: AlertSurroundings())
        #expect(try await told().last == "Daily calls 2 exceed limit 1")
        // Whoever starts while it is broken knows no budget, and ends none.
        _ = try await self.watch().look(beside: AlertSurroundings())
        #expect(try await ledger.alertMemory(since: clock.now).records.allSatisfy { $0.phase == .firing })
    }

    @Test func `what cannot be looked at keeps no call out of the ledger`() async throws {
        settings.set([Budget(id: "day", period: .day, amount: .calls(1), thresholds: [100])])
        let watch = watch()
        _ = try await watch.look(beside: AlertSurroundings())
        #expect(throws: Never.self) { try watch.hook(BrokenTransaction()) }
    }

    @Test func `while channels cannot be read nobody is told, and then everybody`() async throws {
        settings.set([Budget(id: "day", period: .day, amount: .calls(1), thresholds: [100])])
        for number in 1...2 { try await spend(number) }
        settings.breakChannels(true)
        let watch = watch()
        _ = try await watch.look(beside: AlertSurroundings())
        #expect(try await told().isEmpty)
        settings.breakChannels(false)
        clock.advance(by: 60_000)
        _ = try await watch.look(beside: AlertSurroundings())
        #expect(try await told().contains("Daily calls 2 exceed limit 1"))
    }

    @Test func `what is muted is told when that is over`() async throws {
        settings.set([Budget(id: "day", period: .day, amount: .calls(1), thresholds: [100])])
        let watch = watch()
        _ = try await watch.look(beside: AlertSurroundings())
        settings.mute("day", until: clock.now.advanced(byMilliseconds: 3_600_000), now: clock.now)
        for number in 1...2 { try await spend(number) }
        _ = try await watch.look(beside: AlertSurroundings())
        #expect(try await told().isEmpty)
        clock.advance(by: 3_600_000)
        _ = try await watch.look(beside: AlertSurroundings())
        #expect(try await told() == ["Daily calls 2 exceed limit 1"])
    }

    @Test func `a day that was exceeded while the program did not run is told when it does`() async throws {
        settings.set([Budget(id: "day", period: .day, amount: .calls(1), thresholds: [100])])
        _ = try await watch().look(beside: AlertSurroundings())
        for number in 1...2 { try await spend(number) }
        clock.advance(by: 3 * 86_400_000)
        _ = try await watch().look(beside: AlertSurroundings())
        #expect(try await told() == ["Daily calls on 2026-02-24 2 exceed limit 1"])
    }

    @Test func `how an alert stands is told with it`() async throws {
        settings.set([Budget(id: "day", period: .day, amount: .calls(1), thresholds: [100])])
        let watch = watch()
        _ = try await watch.look(beside: AlertSurroundings())
        for number in 1...2 { try await spend(number) }
        func standing() async throws -> AlertStanding? {
            try await AlertStanding.load(
                settings.plan(), settings.alerts, from: ledger, zone: .utc, now: clock.now, looksAtHistory: false
            ).first
        }
        #expect(try await standing()?.firedAt == nil)
        _ = try await watch.look(beside: AlertSurroundings())
        let fired = try #require(try await standing())
        #expect(fired.firedAt == clock.now && fired.isUrgent)
        settings.acknowledge(fired.alert.id)
        #expect(try await standing()?.isUrgent == false)
    }
}

/// Settings that a test changes.
private final class ChangingSettings: Sendable {
    private struct State {
        var plan = BudgetPlan()
        var isBroken = false
        var areChannelsBroken = false
        var alerts = AlertSettings()
    }

    private let state = Mutex(State())

    var alerts: AlertSettings { state.withLock { $0.alerts } }

    func plan() throws -> BudgetPlan {
        try state.withLock { state in
            if state.isBroken { throw SettingsError("budgets.json", expected: "JSON") }
            return state.plan
        }
    }

    func audiences() throws -> [AlertAudience] {
        try state.withLock { state in
            if state.areChannelsBroken { throw SettingsError("channels.json", expected: "JSON") }
            return [AlertAudience(channel: "mail")]
        }
    }

    func breakChannels(_ isBroken: Bool) { state.withLock { $0.areChannelsBroken = isBroken } }

    func set(_ budgets: [Budget]) { state.withLock { $0.plan = BudgetPlan(budgets: budgets) } }

    func breakFile() { state.withLock { $0.isBroken = true } }

    func mute(_ rule: String, until: Timestamp, now: Timestamp) {
        state.withLock { $0.alerts.mute(rule, until: until, now: now) }
    }

    func acknowledge(_ id: String) { state.withLock { $0.alerts.acknowledge(id) } }
}

/// A commit within which nothing can be asked.
private struct BrokenTransaction: LedgerTransaction {
    var appended: AppendResult { AppendResult(inserted: 1) }

    func rows(for query: UsageQuery) throws -> [UsageRow] { throw LedgerError.overflow }
    func alertMemory(since: Timestamp) throws -> AlertMemory { throw LedgerError.overflow }
    func keep(_ commit: AlertCommit) throws { throw LedgerError.overflow }
}
