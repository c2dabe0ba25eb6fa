// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// The side that writes: holds the lease, finishes what an earlier holder began, and commits one after the other.
actor ClickHouseWriter {
    /// What a commit leaves: the part of the ledger that it touches, and what is answered.
    struct Prepared<Value: Sendable>: Sendable {
        var image: LedgerImage
        var value: Value
    }

    let servers: ClickHouseServers
    let clock: any WallClock
    private let gate = AsyncGate()
    private let node = UUID().uuidString
    /// The first server of each shard that is not known to be gone, and the one with the documents.
    private var preferred: [Int]
    private var home = 0
    /// The term that this node has.
    private var term: Int64?
    /// The last commit's number.
    private var number: Int64 = 0
    private var beats: Task<Void, Never>?
    /// The holder as it was last seen, and since when it has stood still.
    private var seen: (standing: WriterLease.Standing, since: ContinuousClock.Instant)?

    init(_ servers: ClickHouseServers, clock: any WallClock) {
        self.servers = servers
        self.clock = clock
        preferred = servers.shards.map { _ in 0 }
    }

    private var path: String { servers.client.address.text }

    private var homeServer: ClickHouseServers.Server { servers.all[home % servers.all.count] }

    private var shardServers: [ClickHouseServers.Server] {
        zip(servers.shards, preferred).map { servers, place in servers[place % servers.count] }
    }

    /// What can be read for a commit.
    private var neighbourhood: Neighbourhood {
        Neighbourhood(servers: servers, home: homeServer, shards: shardServers)
    }

    private var log: CommitLog { CommitLog(servers: servers, home: homeServer, shards: shardServers) }

    private var lease: WriterLease { WriterLease(servers: servers, home: homeServer, node: node) }

    /// Commits what a body prepares. When a server is lost meanwhile, the same is tried once more with the others.
    ///
    /// - Throws: ``MissionCore/LedgerError``, and what the body throws; then nothing was kept, or it is kept whole and the
    ///   same batch told again changes nothing.
    func commit<Value: Sendable>(
        _ prepare: @escaping @Sendable (Neighbourhood) async throws -> Prepared<Value>
    ) async throws -> Value {
        try await gate.run { try await self.commitInTurn(prepare) }
    }

    private func commitInTurn<Value: Sendable>(
        _ prepare: @Sendable (Neighbourhood) async throws -> Prepared<Value>
    ) async throws -> Value {
        do {
            do { return try await attempt(prepare) } catch let error as ClickHouseFailure where error.isPassing {
                await leaveServers()
                return try await attempt(prepare)
            }
        } catch let error as ClickHouseFailure {
            lose()
            throw error.ledgerError(path)
        }
    }

    /// Gives the lease up, so that others need not wait for it.
    func release() async {
        beats?.cancel()
        beats = nil
        if let term { try? await lease.beat(term, .max, isOver: true) }
        term = nil
    }

    /// Takes the lease now, waiting for a holder that may be gone.
    ///
    /// - Throws: ``MissionCore/LedgerError/locked(path:pid:since:)`` where the holder lives.
    func take() async throws {
        let deadline = ContinuousClock.now + .milliseconds(WriterLease.patience + 4 * WriterLease.pulse)
        while true {
            do {
                return try await gate.run { try await self.takeInTurn() }
            } catch let error as LedgerError {
                guard case .locked = error, ContinuousClock.now < deadline else { throw error }
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    private func takeInTurn() async throws {
        do { _ = try await hold() } catch let error as ClickHouseFailure { throw error.ledgerError(path) }
    }

    /// Whether this node holds the lease, as far as it knows.
    var isHolder: Bool { term != nil }

    private func attempt<Value: Sendable>(
        _ prepare: @Sendable (Neighbourhood) async throws -> Prepared<Value>
    ) async throws -> Value {
        let term = try await hold()
        let prepared = try await prepare(neighbourhood)
        var image = prepared.image
        let changes = image.changes
        image.counters.move(from: changes.compactMap(\.old?.call), to: changes.compactMap(\.new?.call))
        let rows = CommitRows(image, changes, number: number + 1)
        if rows.isEmpty { return prepared.value }
        let log = log
        try await log.write(CommitLog.Entry(number: number + 1, term: term, rows: rows))
        guard try await log.isHeld(term) else {
            lose()
            throw LedgerError.busy(path: path)
        }
        number += 1
        // From here on it is kept: what fails now is finished by the next one who comes.
        try await log.apply(rows)
        return prepared.value
    }

    /// The term, which this node has or gets.
    private func hold() async throws -> Int64 {
        if let term { return term }
        let lease = lease
        let standing = try await lease.standing()
        if let standing, !standing.isOver, !isGone(standing) {
            throw LedgerError.locked(path: path, pid: nil, since: "another node: \(standing.name)")
        }
        let next = (standing?.term ?? 0) + 1
        guard try await lease.claim(next, at: clock.now) else {
            throw LedgerError.locked(path: path, pid: nil, since: "another node")
        }
        try await finish(next, isFirst: standing == nil)
        term = next
        keepBeating(next)
        return next
    }

    private func isGone(_ standing: WriterLease.Standing) -> Bool {
        let now = ContinuousClock.now
        guard let seen, seen.standing == standing else {
            seen = (standing, now)
            return false
        }
        return now - seen.since >= .milliseconds(WriterLease.patience)
    }

    /// Brings everything that was committed into the tables, and closes the term before.
    private func finish(_ term: Int64, isFirst: Bool) async throws {
        let log = log
        number = try await log.last()
        if isFirst && number == 0 { return }
        try await log.write(
            CommitLog.Entry(number: number + 1, term: term, rows: CommitRows(events: [], documents: [])))
        guard try await log.isHeld(term) else { throw LedgerError.busy(path: path) }
        // What a lost server alone had is in the log.
        var behind = try await log.missing()
        for _ in 0..<40 where behind > 0 {
            try await Task.sleep(for: .milliseconds(250))
            behind = try await log.missing()
        }
        guard behind <= CommitLog.again else { throw LedgerError.busy(path: path) }
        var from = try await log.applied()
        if behind > 0 { from = min(from, number - CommitLog.again) }
        for number in try await log.numbers(after: from) {
            if let entry = try await log.entry(number), !entry.rows.isEmpty { try await log.apply(entry.rows) }
        }
        number += 1
    }

    /// The lease has to be taken anew, and what was committed to be looked at.
    private func lose() {
        beats?.cancel()
        beats = nil
        term = nil
    }

    /// Goes on with other servers where those that were asked do not answer.
    private func leaveServers() async {
        lose()
        if await !isAlive(homeServer) { home += 1 }
        for (shard, server) in shardServers.enumerated() where await !isAlive(server) { preferred[shard] += 1 }
        // Its own term is over, whoever wrote its last beat.
        seen = nil
        await endOwnTerm()
    }

    private func endOwnTerm() async {
        guard let standing = try? await lease.standing(), standing.node == node else { return }
        try? await lease.beat(standing.term, .max, isOver: true)
    }

    private func isAlive(_ server: ClickHouseServers.Server) async -> Bool {
        (try? await servers.rows("SELECT 1", at: server)) != nil
    }

    private func keepBeating(_ term: Int64) {
        beats?.cancel()
        beats = Task { [weak self] in
            var count: Int64 = 0
            while !Task.isCancelled {
                // The claim itself was the first sign of life.
                do { try await Task.sleep(for: .milliseconds(WriterLease.pulse)) } catch { return }
                count += 1
                try? await self?.lease.beat(term, count)
            }
        }
    }
}

extension CommitLog {
    /// So many commits are written to the tables again when a server takes over for a lost one.
    static let again: Int64 = 64
}
