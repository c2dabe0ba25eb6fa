// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionTesting
internal import Synchronization
internal import Testing

@testable internal import MissionCore

/// A channel that answers as a test says, and remembers what it was told.
private final class ScriptedChannel: DeliveryChannel {
    private let state = Mutex<(answers: [DeliveryOutcome], heard: [String])>(([], []))

    init(_ answers: [DeliveryOutcome] = []) { state.withLock { $0.answers = answers } }

    var heard: [String] { state.withLock { $0.heard } }

    func deliver(_ message: AlertMessage, at now: Timestamp) async -> DeliveryOutcome {
        state.withLock { state in
            state.heard.append(message.id)
            return state.answers.isEmpty ? .delivered : state.answers.removeFirst()
        }
    }
}

@Suite struct `Delivering` {
    private let policy = DeliveryPolicy(jitter: { 0 })

    private func message(_ number: Int) -> AlertMessage {
        AlertMessage(id: "alert_\(number)", event: .firing, alerts: [], at: Fixtures.noon)
    }

    private func ledger(_ count: Int, to channels: [String]) async throws -> MemoryLedger {
        let ledger = MemoryLedger()
        var commit = AlertCommit(at: Fixtures.noon)
        commit.messages = (1...count).map { AddressedMessage(message($0), to: channels) }
        try await ledger.transact { [commit] in try $0.keep(commit) }
        return ledger
    }

    @Test func `waits grow, and end after three days`() {
        var delivery = Delivery(message(1), to: "mail", createdAt: Fixtures.noon, at: Fixtures.noon)
        var waits: [Int64] = []
        while delivery.state == .waiting {
            let now = delivery.at
            delivery = policy.after(.postponed(reason: "busy", retryAfterMilliseconds: nil), delivery, now: now)
            waits.append((delivery.at.milliseconds - now.milliseconds) / 1000)
        }
        #expect(waits.prefix(10) == [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 28_800])
        #expect(delivery.state == .dead && delivery.reason == "busy")
        let tried = delivery.at.milliseconds - Fixtures.noon.milliseconds
        #expect((DeliveryPolicy.patience...DeliveryPolicy.patience + 28_800_000).contains(tried))
    }

    @Test(arguments: [(0.0, 5000), (0.5, 5625), (1, 6250), (7, 6250)] as [(Double, Int64)])
    func `waits are spread by up to a quarter`(jitter: Double, wait: Int64) {
        let delivery = Delivery(message(1), to: "mail", createdAt: Fixtures.noon, at: Fixtures.noon)
        let after = DeliveryPolicy(jitter: { jitter }).after(
            .postponed(reason: "", retryAfterMilliseconds: nil), delivery, now: Fixtures.noon)
        #expect(after.at.milliseconds - Fixtures.noon.milliseconds == wait)
    }

    @Test(
        arguments: [(35_000, 35_000), (1000, 5000), (.max, DeliveryPolicy.longestWait)] as [(Int64, Int64)])
    func `a pause that the other side asks for is kept`(asked: Int64, wait: Int64) {
        let delivery = Delivery(message(1), to: "mail", createdAt: Fixtures.noon, at: Fixtures.noon)
        let after = policy.after(
            .postponed(reason: "429", retryAfterMilliseconds: asked), delivery, now: Fixtures.noon)
        #expect(after.at.milliseconds - Fixtures.noon.milliseconds == wait)
    }

    @Test func `what is refused is a dead letter with its reason`() async throws {
        let ledger = try await ledger(1, to: ["mail", "gone"])
        let mail = ScriptedChannel([.refused(reason: "no such mailbox")])
        let dispatcher = MessageDispatcher(
            reader: ledger, writer: ledger, policy: policy, clock: FixedClock(), channels: { ["mail": mail] })
        _ = try await dispatcher.deliverDue()
        let dead = try await ledger.deliveries(.dead, limit: 10)
        #expect(
            Set(dead.compactMap(\.reason)) == ["no such mailbox", "there is no channel “gone” any more"])
        #expect(try await dispatcher.deliverDue().isEmpty)
    }

    @Test func `a channel that asks for a pause gets it for all its messages, and keeps no other waiting`() async throws
    {
        let ledger = try await ledger(3, to: ["phone", "mail"])
        let (clock, mail) = (SettableClock(), ScriptedChannel())
        let phone = ScriptedChannel([.delivered, .postponed(reason: "429", retryAfterMilliseconds: 35_000)])
        let dispatcher = MessageDispatcher(
            reader: ledger, writer: ledger, policy: policy, clock: clock,
            channels: { ["phone": phone, "mail": mail] }, pause: {})
        _ = try await dispatcher.deliverDue()
        #expect(mail.heard.count == 3 && phone.heard.count == 2)
        clock.advance(by: 34_000)
        _ = try await dispatcher.deliverDue()
        #expect(phone.heard.count == 2)
        clock.advance(by: 1000)
        _ = try await dispatcher.deliverDue()
        #expect(phone.heard.sorted() == ["alert_1", "alert_2", "alert_2", "alert_3"])
        #expect(try await ledger.deliveries(.delivered, limit: 10).count == 6)
    }

    @Test func `whoever is stopped before the ledger knows delivers again, under the same id`() async throws {
        let ledger = try await ledger(1, to: ["mail"])
        let mail = ScriptedChannel()
        let stopped = MessageDispatcher(
            reader: ledger, writer: StoppedWriter(), clock: FixedClock(), channels: { ["mail": mail] })
        await #expect(throws: LedgerError.self) { try await stopped.deliverDue() }
        let next = MessageDispatcher(
            reader: ledger, writer: ledger, clock: FixedClock(), channels: { ["mail": mail] })
        _ = try await next.deliverDue()
        #expect(mail.heard == ["alert_1", "alert_1"])
    }

    @Test func `while channels cannot be read everything waits`() async throws {
        let ledger = try await ledger(1, to: ["mail"])
        let dispatcher = MessageDispatcher(
            reader: ledger, writer: ledger, clock: FixedClock(),
            channels: { throw SettingsError("channels.json", expected: "JSON") })
        await #expect(throws: SettingsError.self) { try await dispatcher.deliverDue() }
        #expect(try await ledger.deliveries(.waiting, limit: 10).count == 1)
    }
}

private struct StoppedWriter: AlertWriter {
    func transact(_ hook: @escaping CommitHook) async throws { throw LedgerError.readOnly(path: "") }
    func settle(_ delivery: Delivery) async throws { throw LedgerError.readOnly(path: "") }
}
