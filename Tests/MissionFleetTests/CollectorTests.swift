// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionFleet
internal import MissionSQLite
internal import MissionTesting
internal import Testing

@Suite struct `Collecting` {
    private let place = TemporaryQueue()

    private static func batches(_ count: Int, calls: Int = 3) -> [SourceBatch] {
        (0..<count).map { number in
            SourceBatch(
                source: Fixtures.source, events: (0..<calls).map { Fixtures.event(number * calls + $0) })
        }
    }

    private func collector(
        _ queue: any BatchQueue, limit: Int64 = 1 << 30, tell: @escaping @Sendable (Collector.Event) -> Void = { _ in }
    ) -> Collector {
        Collector(queue: queue, machine: "laptop", limit: limit, pack: { $0 }, tell: tell)
    }

    private static func read(_ queue: any BatchQueue) async throws -> [CollectedBatch] {
        let receiver = StagedReceiver()
        try await Deliverer(queue: queue, receiver: receiver).run { true }
        return try receiver.bodies.map { body in
            #expect(CollectedBatch.digest(of: body.content) == body.digest)
            return try CollectedBatch(wireBytes: body.content)
        }
    }

    @Test func `what is read is queued with its machine, its prices and how far it got`() async throws {
        let queue = try place.open()
        var prices = CustomPrices()
        let rate = Rate(nanodollarsPerMillion: 7)
        prices.add(RateCard(input: rate, output: rate), provider: "house", model: "tuned")
        let source = StagedSource(batches: Self.batches(3), prices: prices)
        _ = try await collector(queue).read(source)
        #expect(try await queue.checkpoints(of: source.id)["item"]?.position == "3")
        let read = try await Self.read(queue)
        #expect(read.flatMap(\.batch.events).map(\.id) == (0..<9).map { Fixtures.eventID($0) })
        #expect(read.allSatisfy { $0.prices == prices && $0.batch.source.place == "laptop:\(source.id.place)" })
        #expect(Set(read.flatMap(\.batch.events).map(\.attribution.machine)) == ["laptop"])
    }

    @Test func `a second pass, also of another process, reads only what is new`() async throws {
        var source = StagedSource(batches: Self.batches(2))
        do {
            let queue = try place.open()
            let first = collector(queue)
            _ = try await first.read(source)
            _ = try await first.read(source)
            #expect(try await queue.state().waiting == 2)
        }
        let queue = try place.open()
        source.batches = Self.batches(5)
        _ = try await collector(queue).read(source)
        #expect(try await queue.state().waiting == 5)
        #expect(try await Self.read(queue).flatMap(\.batch.events).count == 15)
    }

    @Test func `how far a file without calls was read is kept and not sent`() async throws {
        let queue = try place.open()
        let source = StagedSource(batches: [SourceBatch(source: Fixtures.source)])
        _ = try await collector(queue).read(source)
        #expect(try await queue.state().waiting == 0)
        #expect(try await queue.checkpoints(of: source.id)["item"]?.position == "1")
    }

    @Test func `a large batch becomes several bodies, all or nothing`() async throws {
        let queue = try place.open()
        _ = try await collector(queue).read(StagedSource(batches: Self.batches(1, calls: 4500)))
        #expect(try await queue.state().waiting == 3)
        #expect(try await Self.read(queue).flatMap(\.batch.events).count == 4500)
    }

    @Test func `a full queue stops reading and loses nothing`() async throws {
        let queue = try place.open()
        let events = Events<Collector.Event>()
        let filling = collector(queue, limit: 1) { events.add($0) }
        let reading = Task { try await filling.read(StagedSource(batches: Self.batches(4))) }
        while try await queue.state().waiting == 0 { try await Task.sleep(for: .milliseconds(10)) }
        try await Task.sleep(for: .milliseconds(600))
        // One body is beyond the bound of one byte; what follows it waits in the source.
        #expect(try await queue.state().waiting == 1)
        #expect(events.all == [.paused])
        let receiver = StagedReceiver()
        let isRead = Flag()
        async let delivered: Void = Deliverer(queue: queue, receiver: receiver).run { isRead.isSet }
        _ = try await reading.value
        isRead.set()
        try await delivered
        #expect(receiver.bodies.count == 4)
        #expect(events.all.contains(.resumed))
    }

    @Test func `a value that no server takes in is told, and nothing is passed over`() async throws {
        let queue = try place.open()
        var batch = SourceBatch(source: Fixtures.source, sessions: [SessionFacts(session: Fixtures.session())])
        batch.sessions[0].label = String(repeating: "x", count: 7 << 20)
        await #expect(throws: BodyPacking.Failure.self) {
            _ = try await collector(queue).read(StagedSource(batches: [batch]))
        }
        #expect(try await queue.checkpoints(of: Fixtures.source).isEmpty)
        #expect(try await queue.state().waiting == 0)
    }
}
