// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `What a machine hands over` {
    private static let card = RateCard(
        input: Rate(nanodollarsPerMillion: 5_000_000_000), output: Rate(nanodollarsPerMillion: 25_000_000_000))

    private static let prices = {
        var prices = CustomPrices()
        prices.add(card, provider: "house", model: "tuned-7b")
        prices.add(card, provider: "House", model: "tuned/8B")
        return prices
    }()

    private static func batch(seed: UInt64 = 1, events: Int = 25) -> SourceBatch {
        let window = Window(start: Fixtures.noon, end: Fixtures.noon.advanced(byMilliseconds: 86_400_000))
        var random = RandomEvents(seed: seed, window: window)
        return random.batch(events: events)
    }

    @Test func `prices of its own come with it`() throws {
        let sent = CollectedBatch(batch: Self.batch(), prices: Self.prices)
        let read = try CollectedBatch(wireBytes: sent.wireBytes)
        #expect(read.prices == Self.prices)
        #expect(BatchContent(read.batch) == BatchContent(sent.batch))
        #expect(BatchContent(try SourceBatch(wireBytes: sent.wireBytes)) == BatchContent(sent.batch))
        #expect(try CollectedBatch(wire: Self.batch().wire).prices.isEmpty)
    }

    @Test func `a price that models contradict each other about stays contradicted`() throws {
        var prices = Self.prices
        let other = RateCard(input: Rate(nanodollarsPerMillion: 1), output: Rate(nanodollarsPerMillion: 1))
        prices.add(other, provider: "anthropic", model: "claude-opus-4-6-20260101")
        prices.add(Self.card, provider: "anthropic", model: "claude-opus-4-6")
        #expect(try CustomPrices(wire: prices.wire) == prices)
    }

    @Test(arguments: [("house", WireError.malformed(path: "prices.recorded[0].card", expected: "an object"))])
    func `a price without rates is refused`(name: String, error: WireError) {
        let json = Self.batch().wire.appending(["prices": ["recorded": [["name": .string(name)]]]])
        #expect(throws: error) { try CollectedBatch(wire: json) }
    }

    @Test func `the same body has the same digest, and another one another`() {
        let body = CollectedBatch(batch: Self.batch()).wireBytes
        #expect(CollectedBatch.digest(of: body) == CollectedBatch.digest(of: body))
        #expect(CollectedBatch.digest(of: body) != CollectedBatch.digest(of: body + [0x20]))
        // The first 128 bits of the SHA-256 of nothing.
        #expect(CollectedBatch.digest(of: []).description == "e3b0c44298fc1c149afbf4c8996fb924")
    }

    @Test func `everything says which machine it is from, and what has said so is left`() {
        let batch = Self.batch()
        var own = batch
        own.events[0].attribution.machine = "local"
        own.events[1].attribution.machine = ""
        let told = CollectedBatch(batch: own, prices: Self.prices).told(by: "laptop")
        #expect(told.batch.source.place == "laptop:\(batch.source.place)")
        #expect(told.batch.source.kind == batch.source.kind)
        #expect(told.batch.events.prefix(2).map(\.attribution.machine) == ["laptop", "laptop"])
        #expect(
            told.batch.events.dropFirst(2).map(\.attribution.machine)
                == batch.events.dropFirst(2).map(\.attribution.machine))
        #expect(told.batch.events.map(\.id) == batch.events.map(\.id))
        #expect(told.batch.rejections.map(\.source.place) == ["laptop:/a"])
        #expect(told.batch.checkpoints.map(\.source.place) == ["laptop:/a"])
        #expect(told.prices == Self.prices)
    }

    @Test(arguments: [
        ("laptop", true), ("build-7.example", true), ("", false), ("a:b", false), ("local", false), ("a b", false),
    ])
    func `a machine has a plain name`(name: String, isOne: Bool) {
        #expect(CollectedBatch.isMachine(name) == isOne)
    }

    @Test(arguments: [1, 2, 7, 24, 25, 26, 1000])
    func `pieces are the whole, in order, and small`(limit: Int) throws {
        var batch = Self.batch()
        batch.renamings = (0..<9).map {
            EventRenaming(old: Fixtures.eventID($0), new: Fixtures.eventID($0 + 100), session: Fixtures.session())
        }
        batch.bytes = 77
        let pieces = CollectedBatch(batch: batch, prices: Self.prices).pieces(of: limit).map(\.batch)
        #expect(pieces.flatMap(\.events) == batch.events)
        #expect(pieces.flatMap(\.renamings) == batch.renamings)
        #expect(pieces.flatMap(\.sessions) == batch.sessions)
        #expect(pieces.flatMap(\.links) == batch.links)
        #expect(pieces.flatMap(\.cronJobs) == batch.cronJobs)
        #expect(pieces.flatMap(\.rejections) == batch.rejections)
        #expect(pieces.flatMap(\.checkpoints) == batch.checkpoints)
        #expect(pieces.allSatisfy { $0.checkpoints.count <= limit })
        #expect(pieces.map(\.bytes).reduce(0, +) == 77)
        #expect(
            pieces.allSatisfy { $0.events.count <= limit && $0.sessions.count <= limit && $0.renamings.count <= limit })
        let lastRenaming = try #require(pieces.lastIndex { !$0.renamings.isEmpty })
        let firstCall = try #require(pieces.firstIndex { !$0.events.isEmpty })
        #expect(lastRenaming <= firstCall)
    }

    @Test func `a batch that only says how far it got is one piece`() {
        let checkpoint = Checkpoint(source: Fixtures.source, item: "f", position: "1")
        let pieces = CollectedBatch(batch: SourceBatch(source: Fixtures.source, checkpoints: [checkpoint])).pieces(
            of: 10)
        #expect(pieces.map(\.batch.checkpoints) == [[checkpoint]])
    }

    @Test func `what random batches hold may be told`() throws {
        for seed in UInt64(1)...20 {
            try CollectedBatch(batch: Self.batch(seed: seed), prices: Self.prices).check()
        }
    }

    /// A batch with one number that no source tells.
    private struct Mistake: Sendable {
        let path: String
        let make: @Sendable (inout CollectedBatch) -> Void

        init(_ path: String, _ make: @escaping @Sendable (inout CollectedBatch) -> Void) {
            (self.path, self.make) = (path, make)
        }
    }

    private static let mistakes: [Mistake] = [
        Mistake("events[0].at") { $0.batch.events[0].at = Timestamp(milliseconds: .max) },
        Mistake("events[1].session_start") { $0.batch.events[1].sessionStart = Timestamp(milliseconds: 0) },
        Mistake("events[2].tokens") { $0.batch.events[2].tokens.input = -1 },
        Mistake("events[2].tokens") { $0.batch.events[2].tokens.reasoning = .max },
        Mistake("events[3].web_searches") { $0.batch.events[3].webSearches = .max },
        Mistake("events[3].duration_ms") { $0.batch.events[3].durationMilliseconds = -1 },
        Mistake("events[4].cost.reported") { $0.batch.events[4].cost.reported = Money(nanodollars: .max) },
        Mistake("sessions[0].started_at") { $0.batch.sessions[0].startedAt = Timestamp(milliseconds: -1) },
        Mistake("sessions[1].context.used") {
            $0.batch.sessions[1].context = ContextGauge(used: -1, at: Fixtures.noon)
        },
        Mistake("cron_runs[0].ended_at") {
            $0.batch.cronRuns = [
                CronRunFacts(job: "j", startedAt: Fixtures.noon, endedAt: Timestamp(milliseconds: .max))
            ]
        },
        Mistake("api_calls[0].at") {
            $0.batch.apiCalls = [
                APICall(id: Fixtures.eventID(1), at: Timestamp(milliseconds: .min), service: "s")
            ]
        },
        Mistake("quotas[0].used_hundredths") {
            let reading = QuotaReading(at: Fixtures.noon, usedHundredths: -1, resetsAt: nil)
            $0.batch.quotas = [QuotaRecord(gateway: "g", provider: "p", label: "5h", reading: reading)]
        },
        Mistake("prices") {
            let rate = Rate(nanodollarsPerMillion: .max)
            $0.prices.add(RateCard(input: rate, output: rate), provider: "p", model: "m")
        },
    ]

    @Test(arguments: mistakes.indices)
    func `a number that no source tells is refused`(index: Int) {
        let mistake = Self.mistakes[index]
        var collected = CollectedBatch(batch: Self.batch(), prices: Self.prices)
        mistake.make(&collected)
        let error = #expect(throws: WireError.self) { try collected.check() }
        #expect(
            error?.description.hasPrefix("\(mistake.path): expected") == true, "\(error?.description ?? "nothing")")
    }
}
