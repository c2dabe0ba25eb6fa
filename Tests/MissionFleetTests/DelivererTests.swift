// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionFleet
internal import MissionSQLite
internal import MissionTesting
internal import Testing

@Suite struct `Delivering` {
    private let place = TemporaryQueue()

    private static func bodies(_ count: Int) -> [QueuedBody] {
        (1...count).map { QueuedBody(digest: Fixtures.eventID($0), content: [UInt8($0)], calls: $0) }
    }

    @Test func `everything is delivered in order, once`() async throws {
        let (queue, receiver) = (try place.open(), StagedReceiver())
        try await queue.append(Self.bodies(20), checkpoints: [])
        try await Deliverer(queue: queue, receiver: receiver).run { true }
        #expect(receiver.bodies == Self.bodies(20))
        #expect(try await queue.state().delivered == (20, 210))
    }

    @Test func `what got no answer is sent again before anything else`() async throws {
        let (queue, receiver) = (try place.open(), StagedReceiver([.takes, .takesInSilence, .isAway, .answers(503)]))
        let events = Events<Deliverer.Event>()
        try await queue.append(Self.bodies(3), checkpoints: [])
        let deliverer = Deliverer(queue: queue, receiver: receiver, longestWait: 1) { events.add($0) }
        try await deliverer.run { true }
        let bodies = Self.bodies(3)
        #expect(receiver.bodies == [bodies[0], bodies[1], bodies[1], bodies[2]])
        #expect(
            events.all == [
                .reached, .failed(reason: "it hung up"), .failed(reason: "connection refused"),
                .failed(reason: "it answered 503"), .reached,
            ])
        #expect(try await queue.state().waiting == 0)
    }

    @Test(arguments: [(401, DeliveryRefusal.Kind.token), (403, .scope), (400, .content), (404, .address)])
    func `a refusal stops and leaves the body where it is`(status: Int, kind: DeliveryRefusal.Kind) async throws {
        let (queue, receiver) = (try place.open(), StagedReceiver([.takes, .answers(status)]))
        try await queue.append(Self.bodies(3), checkpoints: [])
        let refusal = await #expect(throws: DeliveryRefusal.self) {
            try await Deliverer(queue: queue, receiver: receiver).run { true }
        }
        #expect(refusal?.kind == kind)
        #expect(try await queue.first() == Self.bodies(3)[1])
        #expect(try await queue.state().waiting == 2)
        #expect(try await queue.state().failure?.reason == "it answered \(status)")
        // Mended, it goes on where it was.
        try await Deliverer(queue: queue, receiver: receiver).run { true }
        #expect(receiver.bodies == Self.bodies(3))
    }

    @Test func `it gives up after so many attempts, and nothing is lost`() async throws {
        let (queue, receiver) = (try place.open(), StagedReceiver([.isAway, .isAway, .isAway]))
        try await queue.append(Self.bodies(1), checkpoints: [])
        await #expect(throws: DeliveryExhausted(reason: "connection refused")) {
            try await Deliverer(queue: queue, receiver: receiver, longestWait: 1, attempts: 2).run { true }
        }
        #expect(receiver.bodies.isEmpty)
        #expect(try await queue.state().waiting == 1)
    }

    @Test func `a server that asks to wait is waited for`() async throws {
        struct Patient: BatchReceiver {
            let inner: StagedReceiver
            func send(_ body: QueuedBody) async throws -> UpstreamAnswer {
                var answer = try await inner.send(body)
                if answer.status == 429 { answer.retryAfter = "2" }
                return answer
            }
        }
        let (queue, receiver) = (try place.open(), StagedReceiver([.answers(429)]))
        try await queue.append(Self.bodies(1), checkpoints: [])
        let took = try await ContinuousClock().measure {
            try await Deliverer(queue: queue, receiver: Patient(inner: receiver), longestWait: 1).run { true }
        }
        #expect(took >= .seconds(2))
        #expect(receiver.bodies.count == 1)
    }
}
