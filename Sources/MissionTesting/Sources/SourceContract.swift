// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// A place of some kind of source, with a producer that writes into it as the real one does.
package protocol SourceSubject: AnyObject, Sendable {
    /// The source that reads the place.
    var source: any Source { get }

    /// Writes calls with these numbers: each 100 input and 10 output tokens, one minute after the one before.
    func write(calls: Range<Int>, model: String) throws
    /// Writes a call in two parts and runs `between` after the first.
    func writeTorn(call: Int, between: () async throws -> Void) async throws
    /// Writes something that cannot be understood.
    func writeBroken() throws
    /// Copies what is there as the producer copies it: archives, backups, forks.
    func copyEverything() throws
    /// Deletes what is there, as a producer's retention does.
    func prune() throws
}

/// What every source promises, as checks that any of them can be put through.
package enum SourceContract {
    /// Makes an empty place.
    package typealias Factory = @Sendable () throws -> any SourceSubject

    /// One promise.
    package struct Rule: Sendable, CustomStringConvertible {
        /// The promise, as a sentence.
        package let description: String
        /// Throws ``ContractViolation`` when the source breaks it.
        package let check: @Sendable (Factory) async throws -> Void

        init(_ description: String, _ check: @escaping @Sendable (any SourceSubject, Reading) async throws -> Void) {
            self.description = description
            self.check = { make in try await check(try make(), try Reading()) }
        }
    }

    /// A model that every price book knows, and one that none does.
    package static let models = (known: "claude-sonnet-4-5", unknown: "nobody-knows-1")

    /// All promises.
    package static let rules = [
        Rule("what is there is read, and reading again changes nothing") { subject, reading in
            try subject.write(calls: 0..<5, model: models.known)
            try await reading.read(subject)
            let generation = try await reading.ledger.state().generation
            let again = try await reading.read(subject)
            try await reading.expect(calls: 5)
            try expect(again.appended, equals: AppendResult(), "second reading")
            try expect(try await reading.ledger.state().generation, equals: generation, "generation")
        },
        Rule("what is added is read, and only that") { subject, reading in
            try subject.write(calls: 0..<3, model: models.known)
            try await reading.read(subject)
            try subject.write(calls: 3..<5, model: models.known)
            let second = try await reading.read(subject)
            try expect(second.appended.inserted, equals: 2, "new calls")
            try await reading.expect(calls: 5)
        },
        Rule("a source that has forgotten everything adds nothing") { subject, reading in
            try subject.write(calls: 0..<4, model: models.known)
            try await reading.read(subject)
            try await reading.forgetting().read(subject)
            try await reading.expect(calls: 4)
        },
        Rule("a call that arrives in two parts counts once") { subject, reading in
            try subject.write(calls: 0..<1, model: models.known)
            try await subject.writeTorn(call: 1) { try await reading.read(subject) }
            try await reading.read(subject)
            try await reading.expect(calls: 2)
            try expect(try await reading.ledger.rejections(limit: 9), equals: [], "rejections")
        },
        Rule("copies of a call are that call") { subject, reading in
            try subject.write(calls: 0..<4, model: models.known)
            try await reading.read(subject)
            try subject.copyEverything()
            try await reading.read(subject)
            try await reading.expect(calls: 4)
        },
        Rule("what a producer prunes stays in the ledger") { subject, reading in
            try subject.write(calls: 0..<4, model: models.known)
            try await reading.read(subject)
            try subject.prune()
            try await reading.read(subject)
            try await reading.expect(calls: 4)
        },
        Rule("what cannot be understood is counted and stops nothing") { subject, reading in
            try subject.write(calls: 0..<2, model: models.known)
            try subject.writeBroken()
            try subject.write(calls: 2..<4, model: models.known)
            try await reading.read(subject)
            try await reading.expect(calls: 4)
            try expect(try await reading.ledger.rejections(limit: 9).count, equals: 1, "rejections")
        },
        Rule("a batch that is not committed is delivered again") { subject, reading in
            try subject.write(calls: 0..<6, model: models.known)
            let refused = try? await subject.source.run(from: [:]) { _ in throw Refusal() }
            try expect(refused == nil, "a refused batch must end the pass with its error")
            try await reading.read(subject)
            try await reading.expect(calls: 6)
        },
        Rule("a checkpoint never runs ahead of its calls") { subject, reading in
            try subject.write(calls: 0..<6, model: models.known)
            let book = try PriceBook.embedded()
            let ledger = reading.ledger
            // Only checkpoints whose batches were committed count, as after a crash between two batches.
            _ = try await subject.source.run(from: [:]) { batch in
                var stamped = batch
                stamped.events = batch.events.map(book.stamped)
                _ = try await ledger.append(stamped)
            }
            let kept = try await ledger.checkpoints(of: subject.source.id)
            try subject.write(calls: 6..<8, model: models.known)
            let seen = EventCount()
            _ = try await subject.source.run(from: kept) { batch in await seen.add(batch.events.count) }
            try expect(await seen.value, equals: 2, "calls after the checkpoints")
        },
        Rule("a model that no price book knows is unpriced, not free") { subject, reading in
            try subject.write(calls: 0..<2, model: models.unknown)
            try await reading.read(subject)
            let sums = try await reading.ledger.total(UsageQuery())
            try expect(sums.unpricedCalls, equals: 2, "unpriced calls")
            try expect(sums.knownCost == nil, "the cost must be unknown")
        },
        Rule("a place that does not exist is empty, not an error") { subject, reading in
            try subject.prune()
            let result = try await reading.read(subject)
            try expect(result.appended, equals: AppendResult(), "appended")
        },
    ]

    private struct Refusal: Error {}
}

/// A ledger in memory and the way into it.
package struct Reading: Sendable {
    let ledger: MemoryLedger
    private let ingestor: Ingestor

    init(ledger: MemoryLedger = MemoryLedger()) throws {
        self.ledger = ledger
        ingestor = Ingestor(writer: ledger, prices: PriceProvider(try PriceBook.embedded()))
    }

    @discardableResult
    func read(_ subject: any SourceSubject) async throws -> IngestResult {
        try await ingestor.ingest(subject.source)
    }

    /// The same ledger behind a reader that knows no checkpoints.
    func forgetting() -> Forgetting {
        Forgetting(ledger: ledger)
    }

    func expect(calls: Int64) async throws {
        let sums = try await ledger.total(UsageQuery())
        try MissionTesting.expect(sums.calls, equals: calls, "calls")
        try MissionTesting.expect(sums.tokens.input, equals: calls * 100, "input tokens")
        try MissionTesting.expect(sums.tokens.output, equals: calls * 10, "output tokens")
    }

    struct Forgetting {
        let ledger: MemoryLedger

        func read(_ subject: any SourceSubject) async throws {
            let ledger = ledger
            _ = try await subject.source.run(from: [:]) { batch in _ = try await ledger.append(batch) }
        }
    }
}

private actor EventCount {
    private(set) var value = 0

    func add(_ count: Int) {
        value += count
    }
}
