// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSQLite
internal import MissionTesting
internal import Testing

@Suite struct `A queue of bodies` {
    private let folder: TemporaryFolder
    private var path: String { "\(folder.path)/data/queue.sqlite" }
    private static let upstream = "https://mission.example"

    init() throws { folder = try TemporaryFolder() }

    private func open(_ upstream: String = upstream, isMoved: Bool = false) throws -> SQLiteQueue {
        try SQLiteQueue(
            path: path, upstream: upstream, isMoved: isMoved, clock: FixedClock(Fixtures.noon))
    }

    private static func body(_ number: Int, bytes: Int = 10) -> QueuedBody {
        QueuedBody(
            digest: Fixtures.eventID(number), content: Array(repeating: UInt8(number % 256), count: bytes),
            calls: number)
    }

    private static func checkpoint(_ item: String, _ position: String) -> Checkpoint {
        Checkpoint(source: Fixtures.source, item: item, position: position)
    }

    @Test func `bodies leave in the order in which they came, each when it was delivered`() async throws {
        let queue = try open()
        let bodies = (1...5).map { Self.body($0) }
        try await queue.append(Array(bodies[..<2]), checkpoints: [])
        try await queue.append(Array(bodies[2...]), checkpoints: [])
        for body in bodies {
            #expect(try await queue.first() == body)
            #expect(try await queue.first() == body)
            try await queue.remove(body)
        }
        #expect(try await queue.first() == nil)
        let state = try await queue.state()
        #expect((state.waiting, state.bytes, state.calls) == (0, 0, 0))
        #expect(state.delivered == (5, 15))
        #expect(state.lastDelivery == Fixtures.noon)
    }

    @Test func `a body that is not the next one is not removed`() async throws {
        let queue = try open()
        try await queue.append([Self.body(1), Self.body(2)], checkpoints: [])
        try await queue.remove(Self.body(2))
        #expect(try await queue.first() == Self.body(1))
        #expect(try await queue.state().waiting == 2)
        #expect(try await queue.state().delivered == (0, 0))
    }

    @Test func `equal bodies are two`() async throws {
        let queue = try open()
        try await queue.append([Self.body(1), Self.body(1)], checkpoints: [])
        try await queue.remove(Self.body(1))
        #expect(try await queue.first() == Self.body(1))
        #expect(try await queue.state().waiting == 1)
    }

    @Test func `everything is there after it was closed`() async throws {
        do {
            let queue = try open()
            try await queue.append([Self.body(3)], checkpoints: [Self.checkpoint("a", "1"), Self.checkpoint("b", "")])
            try await queue.append([], checkpoints: [Self.checkpoint("a", "2")])
            try await queue.note(failure: "it hung up")
        }
        let queue = try open()
        let found = try await queue.checkpoints(of: Fixtures.source)
        #expect(found == ["a": Self.checkpoint("a", "2"), "b": Self.checkpoint("b", "")])
        #expect(try await queue.checkpoints(of: SourceID(kind: "openclaw", place: "/other")).isEmpty)
        let state = try await queue.state()
        #expect((state.waiting, state.bytes, state.calls, state.oldest) == (1, 10, 3, Fixtures.noon))
        #expect(state.failure?.reason == "it hung up")
        try await queue.remove(Self.body(3))
        #expect(try await queue.state().failure == nil)
    }

    @Test func `one process fills it, and any may look`() async throws {
        let queue = try open()
        try await queue.append([Self.body(1)], checkpoints: [])
        #expect { _ = try open() } throws: { error in
            guard case LedgerError.locked = error else { return false }
            return true
        }
        let looking = try #require(try SQLiteQueue.looking(path))
        #expect(try await looking.state().waiting == 1)
        await #expect(throws: LedgerError.self) { try await looking.append([Self.body(2)], checkpoints: []) }
    }

    @Test func `there is nothing to look at before it was made`() throws {
        #expect(try SQLiteQueue.looking(path) == nil)
    }

    @Test func `what was for somebody else is refused unless that has moved`() async throws {
        do { _ = try open() }
        #expect(throws: QueueTargetError(path: path, upstream: Self.upstream)) { _ = try open("https://other.example") }
        do { _ = try open("https://other.example", isMoved: true) }
        #expect(try await open("https://other.example").state().upstream == "https://other.example")
    }

    @Test func `what was delivered gives its room back`() async throws {
        let queue = try open()
        let bodies = (1...50).map { Self.body($0, bytes: 100_000) }
        try await queue.append(bodies, checkpoints: [])
        #expect(try size() > 5_000_000)
        for body in bodies { try await queue.remove(body) }
        #expect(try size() < 200_000)
        #expect(try folder.mode(of: "data/queue.sqlite") == 0o600)
        #expect(try folder.mode(of: "data") == 0o700)
    }

    @Test func `a ledger is no queue`() throws {
        do { _ = try SQLiteLedger(path: path, mode: .readWrite) }
        #expect(throws: LedgerError.notALedger(path: path)) { _ = try open() }
    }

    private func size() throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? -1
    }
}
