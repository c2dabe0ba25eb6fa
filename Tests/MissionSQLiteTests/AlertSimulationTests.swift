// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionSQLite
import MissionTesting
import Synchronization
import Testing

/// Sixty days of a home, hour by hour: calls that come at once, late or twice, a program that is stopped and started, a
/// channel that is away or asks for pauses, and a clock that is set. What was told is compared with what an independent sum
/// over the calls says was exceeded.
@Suite struct AlertSimulationTests {
    @Test(arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
    func `over sixty days each crossing is told under one id, none is repeated and none is made up`(
        zone name: String
    ) async throws {
        let folder = try TemporaryFolder()
        let zone = try #require(Zone(named: name))
        var home = try SimulatedHome(folder.path, zone: zone, seed: UInt64(name.utf8.count))
        for hour in 0..<60 * 24 { try await home.live(through: hour) }
        try await home.finish()

        let wanted = home.crossings()
        #expect(wanted.count > 60)
        let told = home.channel.told
        for crossing in wanted where told[crossing] == nil { Issue.record("\(crossing.text) was not told") }
        let exceeded = home.exceeded()
        for (key, messages) in told {
            #expect(messages.count == 1, "\(key.text) was told under several ids")
            #expect(exceeded.contains(key), "\(key.text) was made up")
        }
        #expect(home.channel.repeats > 0, "nothing was ever delivered twice: the simulation is too kind")
        #expect(try await home.ledger.deliveries(.dead, limit: 1).isEmpty)
        #expect(try await home.ledger.deliveries(.waiting, limit: 1).isEmpty)
    }
}

/// A home, its ledger, and the program that watches it.
private struct SimulatedHome {
    /// 2026-03-01T00:00:00Z: clocks change in all three zones within the 60 days.
    private static let start = Timestamp(milliseconds: 1_772_323_200_000)
    private static let hour: Int64 = 3_600_000

    let zone: Zone
    let ledger: SQLiteLedger
    let channel: SimulatedChannel
    private let clock: SettableClock
    private let run = Mutex2<Int64>(0)
    private var random: SeededGenerator
    private var calls: [UsageEvent] = []
    private var late: [(at: Int, call: UsageEvent)] = []
    private var program: (watch: AlertWatch, dispatcher: MessageDispatcher)?
    private var stoppedUntil = 0

    private let budgets = [
        Budget(
            id: "day", period: .day, amount: .cost(Money(nanodollars: 12_000_000_000)), thresholds: [50, 80, 100, 120]),
        Budget(id: "week", period: .week, amount: .calls(60), weekStart: .sunday),
        Budget(id: "month", period: .month, amount: .tokens(40_000)),
        Budget(
            id: "haiku", scope: .one(.model, "claude-haiku-4-5"), period: .day,
            amount: .cost(Money(nanodollars: 4_000_000_000))),
    ]

    init(_ folder: String, zone: Zone, seed: UInt64) throws {
        self.zone = zone
        clock = SettableClock(Self.start)
        ledger = try SQLiteLedger(path: folder + "/ledger.db", mode: .readWrite, clock: clock)
        random = SeededGenerator(seed: seed)
        channel = SimulatedChannel(clock: clock, seed: seed)
    }

    /// One hour: perhaps calls, perhaps a stop or a start, perhaps a clock that is wrong for a moment; then a look.
    mutating func live(through hour: Int) async throws {
        let now = Self.start.advanced(byMilliseconds: Int64(hour) * Self.hour)
        clock.set(now)
        run.set(Int64(hour) * Self.hour)
        for _ in 0..<Int(random.next() % 3) { try await call(at: now, hour) }
        let arrived = late.filter { $0.at <= hour }
        late.removeAll { $0.at <= hour }
        for (_, call) in arrived { try await append(call) }
        if hour < stoppedUntil { return }
        if random.next() % 60 == 0 {
            // A stop in the middle of everything, for up to 30 hours.
            program = nil
            stoppedUntil = hour + Int(random.next() % 30)
            return
        }
        if random.next() % 40 == 0 {
            clock.set(now.advanced(byMilliseconds: [-1, 2, -26, 25][Int(random.next() % 4)] * Self.hour))
            try await look()
            clock.set(now)
        }
        try await look()
    }

    /// Everything that is still under way arrives.
    mutating func finish() async throws {
        for hour in 60 * 24..<60 * 24 + 72 {
            let now = Self.start.advanced(byMilliseconds: Int64(hour) * Self.hour)
            clock.set(now)
            run.set(Int64(hour) * Self.hour)
            for (_, call) in late { try await append(call) }
            late = []
            channel.isKind = true
            try await look()
        }
    }

    private mutating func call(at now: Timestamp, _ hour: Int) async throws {
        let at = now.advanced(byMilliseconds: -Int64(random.next() % UInt64(Self.hour)))
        let cost = Money(nanodollars: Int64(random.next() % 1_200) * 1_000_000)
        let call = Fixtures.event(
            calls.count, at: at, model: random.next() % 3 == 0 ? "claude-haiku-4-5" : "claude-opus-4-6",
            tokens: TokenCounts(input: Int64(random.next() % 60)),
            cost: Cost(reported: cost, estimated: cost, basis: .reported, priceRevision: "test"))
        calls.append(call)
        if random.next() % 20 == 0 {
            late.append((hour + 1 + Int(random.next() % 20), call))
        } else {
            try await append(call)
        }
    }

    /// Some calls come twice.
    private mutating func append(_ call: UsageEvent) async throws {
        let hook = program?.watch.hook
        _ = try await ledger.append(Fixtures.batch(call), joining: hook)
        if random.next() % 10 == 0 { _ = try await ledger.append(Fixtures.batch(call), joining: hook) }
    }

    private mutating func look() async throws {
        let (watch, dispatcher) = program ?? start()
        program = (watch, dispatcher)
        _ = try await watch.look(beside: AlertSurroundings())
        _ = try await dispatcher.deliverDue()
        if random.next() % 100 == 0 {
            // Stopped between the delivery and the ledger's learning of it.
            let deaf = MessageDispatcher(
                reader: ledger, writer: Forgetful(), clock: clock, channels: { [channel] in ["mail": channel] },
                pause: {})
            _ = try? await deaf.deliverDue()
        }
    }

    private func start() -> (AlertWatch, MessageDispatcher) {
        let plan = BudgetPlan(budgets: budgets)
        let watch = AlertWatch(
            reader: ledger, writer: ledger,
            settings: .init(plan: { plan }, audiences: { [AlertAudience(channel: "mail", tellsResolved: false)] }),
            zone: zone, clock: clock, steady: { [run] in run.value })
        let dispatcher = MessageDispatcher(
            reader: ledger, writer: ledger, clock: clock, channels: { [channel] in ["mail": channel] }, pause: {})
        return (watch, dispatcher)
    }

    /// The highest threshold of each period that was exceeded, from the calls themselves.
    func crossings() -> Set<AlertKey> {
        Set(
            periods().compactMap { budget, start, used in
                budget.thresholds.last { used * 100 > budget.limit * $0 }.map { key(budget, $0, start) }
            })
    }

    /// Every threshold that was exceeded.
    func exceeded() -> Set<AlertKey> {
        Set(
            periods().flatMap { budget, start, used in
                budget.thresholds.filter { used * 100 > budget.limit * $0 }.map { key(budget, $0, start) }
            })
    }

    private func key(_ budget: Budget, _ threshold: Int64, _ start: Timestamp) -> AlertKey {
        let name = ["day": "daily", "week": "weekly", "month": "monthly"][budget.period.rawValue] ?? ""
        return AlertKey(
            budget: budget.id, type: "\(name)-\(threshold < 100 ? "nearing" : "exceeded")", threshold: threshold,
            since: start)
    }

    private func periods() -> [(Budget, Timestamp, Int64)] {
        budgets.flatMap { budget in
            var sums: [CivilDay: Int64] = [:]
            for call in calls where budget.id != "haiku" || call.attribution.recordedModel == "claude-haiku-4-5" {
                let day = zone.day(of: call.at)
                let first =
                    switch budget.period {
                    case .week: day.advanced(by: -((day.number + 4) % 7))
                    case .month: day.startOfMonth
                    default: day
                    }
                sums[first, default: 0] += budget.used(UsageSums(call))
            }
            return sums.map { (budget, zone.start(of: $0.key), $0.value) }
        }
    }
}

/// A number that a simulation sets and the program reads.
private final class Mutex2<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    var value: Value { state.withLock { $0 } }

    func set(_ value: Value) { state.withLock { $0 = value } }
}

/// Keeps nothing of what becomes of deliveries.
private struct Forgetful: AlertWriter {
    func transact(_ hook: @escaping CommitHook) async throws {}
    func settle(_ delivery: Delivery) async throws { throw LedgerError.readOnly(path: "") }
}

/// A channel that is away for hours, and asks for pauses.
private final class SimulatedChannel: DeliveryChannel {
    private struct State {
        var random: SeededGenerator
        var awayUntil = Timestamp(milliseconds: 0)
        var told: [AlertKey: Set<String>] = [:]
        var heard: Set<String> = []
        var repeats = 0
        var isKind = false

        mutating func hear(_ message: AlertMessage) {
            if !heard.insert(message.id).inserted { repeats += 1 }
            for alert in message.alerts { told[alert.key, default: []].insert(message.id) }
        }
    }

    private let clock: SettableClock
    private let state: Mutex<State>

    init(clock: SettableClock, seed: UInt64) {
        self.clock = clock
        state = Mutex(State(random: SeededGenerator(seed: seed &+ 1)))
    }

    /// By alert, the ids of the messages that told it.
    var told: [AlertKey: Set<String>] { state.withLock { $0.told } }
    /// How often a message came that had come before.
    var repeats: Int { state.withLock { $0.repeats } }
    /// Whether it takes everything.
    var isKind: Bool {
        get { state.withLock { $0.isKind } }
        set { state.withLock { $0.isKind = newValue } }
    }

    func deliver(_ message: AlertMessage, at now: Timestamp) async -> DeliveryOutcome {
        state.withLock { state in
            if !state.isKind {
                if now < state.awayUntil {
                    return .postponed(reason: "connection refused", retryAfterMilliseconds: nil)
                }
                switch state.random.next() % 12 {
                case 0:
                    state.awayUntil = now.advanced(byMilliseconds: Int64(state.random.next() % 6) * 3_600_000)
                    return .postponed(reason: "no such host", retryAfterMilliseconds: nil)
                case 1: return .postponed(reason: "429", retryAfterMilliseconds: 35_000)
                case 2:
                    // It took the message, and the answer was lost.
                    state.hear(message)
                    return .postponed(reason: "timed out", retryAfterMilliseconds: nil)
                default: break
                }
            }
            state.hear(message)
            return .delivered
        }
    }
}
