// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionFleet
internal import MissionSQLite
internal import MissionTesting
internal import Synchronization

/// A queue in a folder that goes away with the test.
final class TemporaryQueue: Sendable {
    let folder = FileManager.default.temporaryDirectory.path + "/mission-" + UUID().uuidString

    func open() throws -> SQLiteQueue {
        try SQLiteQueue(path: "\(folder)/queue.sqlite", upstream: "https://mission.example")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}

/// A server that does what a test says, and keeps what it took in.
final class StagedReceiver: BatchReceiver {
    enum Turn: Sendable {
        /// It takes the body in and says so.
        case takes
        /// It takes the body in, and its answer is lost.
        case takesInSilence
        /// It answers with a status.
        case answers(Int)
        /// It cannot be reached.
        case isAway
    }

    private let turns: Mutex<[Turn]>
    private let received = Mutex<[QueuedBody]>([])

    /// - Parameter turns: What it does at first; later it takes everything in.
    init(_ turns: [Turn] = []) {
        self.turns = Mutex(turns)
    }

    /// What it took in, in order.
    var bodies: [QueuedBody] { received.withLock(\.self) }

    func send(_ body: QueuedBody) async throws -> UpstreamAnswer {
        switch turns.withLock({ $0.isEmpty ? Turn.takes : $0.removeFirst() }) {
        case .takes:
            received.withLock { $0.append(body) }
            let outcome = BatchOutcome(batch: body.digest, appended: AppendResult(inserted: body.calls))
            return UpstreamAnswer(status: 200, body: Data(outcome.json.text().utf8))
        case .takesInSilence:
            received.withLock { $0.append(body) }
            throw Unreached(reason: "it hung up")
        case .answers(let status): return UpstreamAnswer(status: status, body: Data())
        case .isAway: throw Unreached(reason: "connection refused")
        }
    }
}

/// A source of batches that are numbered; its checkpoint is the number of the last one.
struct StagedSource: Source {
    let id = Fixtures.source
    var batches: [SourceBatch]
    var prices = CustomPrices()

    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        let start = checkpoints["item"].flatMap { Int($0.position) } ?? 0
        for (number, batch) in batches.enumerated().dropFirst(start) {
            var batch = batch
            batch.checkpoints = [Checkpoint(source: id, item: "item", position: "\(number + 1)")]
            try await deliver(batch)
        }
        return SourceSummary()
    }

    func pendingBytes(from checkpoints: [String: Checkpoint]) -> Int64 { 0 }
    func customPrices() -> CustomPrices { prices }
}

/// What happened, in order.
final class Events<Event: Sendable>: Sendable {
    private let list = Mutex<[Event]>([])

    var all: [Event] { list.withLock(\.self) }

    func add(_ event: Event) { list.withLock { $0.append(event) } }
}

/// Whether something is over.
final class Flag: Sendable {
    private let state = Mutex(false)

    var isSet: Bool { state.withLock(\.self) }

    func set() { state.withLock { $0 = true } }
}
