// Mission Control
// SPDX-License-Identifier: Apache-2.0

import GRDB
import MissionCore
import MissionTesting
import Testing

@testable import MissionSQLite

/// Wakes and runs that are put together from parts, and not call by call.
struct OccasionTests {
    let folder: TemporaryFolder
    let ledger: SQLiteLedger
    let oracle = MemoryLedger()

    private static let start = Fixtures.noon
    private static let now = Fixtures.noon.advanced(byMilliseconds: 9 * 86_400_000)

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.path + "/ledger.db", mode: .readWrite)
    }

    /// Calls with pauses from none to a few minutes, some of one moment, in few conversations of several kinds.
    private struct Calls {
        var random: SeededGenerator

        mutating func event(_ number: Int) -> UsageEvent {
            let models = ["claude-opus-4-6", "claude-haiku-4-5"]
            let pause = Int64.random(in: 0..<6, using: &random) * 120_000
            let at = OccasionTests.start.advanced(
                byMilliseconds: Int64.random(in: 0..<60, using: &random) * 10_800_000 + pause)
            var event = Fixtures.event(
                number, at: at, session: Fixtures.session("s\(Int.random(in: 1...4, using: &random))"),
                model: models[Int.random(in: 0...1, using: &random)])
            switch Int.random(in: 0..<8, using: &random) {
            case 0...3: event.attribution.kind = .heartbeat
            case 4, 5: event.attribution.cronJob = ["j1", "j2"][Int.random(in: 0...1, using: &random)]
            default: break
            }
            if Int.random(in: 0..<4, using: &random) == 0 { event.status = .rateLimited }
            if Bool.random(using: &random) { event.durationMilliseconds = Int64.random(in: 1..<9000, using: &random) }
            return event
        }
    }

    private static let facts = [
        SessionFacts(session: Fixtures.session("s2"), kind: .heartbeat, startedAt: start),
        SessionFacts(session: Fixtures.session("s3"), kind: .cron, cronJob: "j1", project: "p"),
    ]

    private func append(_ batch: SourceBatch) async throws {
        _ = try await ledger.append(batch)
        _ = try await oracle.append(batch)
    }

    private func fill(seed: UInt64) async throws {
        var calls = Calls(random: SeededGenerator(seed: seed))
        for round in 0..<4 {
            let events = (0..<150).map { calls.event(round * 150 + $0) }
            try await append(
                SourceBatch(source: Fixtures.source, events: events, sessions: round == 2 ? Self.facts : []))
        }
    }

    private static func requests() throws -> [ReportRequest] {
        let berlin = try #require(Zone(named: "Europe/Berlin"))
        let day = berlin.day(of: start)
        let filters: [[Dimension: Set<String>]] = [
            [:], [.agent: ["main"]], [.project: ["p"]], [.model: ["claude-opus-4-6"]], [.session: ["s1"]],
            [.cron: ["j1"]],
        ]
        return filters.flatMap { filters in
            [
                ReportRequest(filters: filters), ReportRequest(filters: filters, zone: berlin, costMode: .estimated),
                ReportRequest(since: day.advanced(by: 1), until: day.advanced(by: 3), filters: filters, zone: berlin),
            ]
        }
    }

    @Test(arguments: 1...4)
    func `wakes are those of the calls`(seed: UInt64) async throws {
        try await fill(seed: seed)
        for request in try Self.requests() {
            let found = try await HeartbeatUsage.load(from: ledger, request, now: Self.now)
            let wanted = try await HeartbeatUsage.load(from: oracle, request, now: Self.now)
            #expect(found == wanted, "\(request)")
        }
        #expect(try await ledger.verify().isSound)
    }

    @Test(arguments: 1...6)
    func `runs are those of the calls`(seed: UInt64) async throws {
        try await fill(seed: seed)
        var random = SeededGenerator(seed: seed + 100)
        var runs: [CronRunFacts] = []
        for _ in 0..<seed * 4 {
            let start = Self.start.advanced(byMilliseconds: Int64.random(in: 0..<60, using: &random) * 10_800_000)
            let end = start.advanced(byMilliseconds: Int64.random(in: 0..<400_000, using: &random))
            runs.append(
                CronRunFacts(
                    job: "j1", startedAt: start, endedAt: end,
                    sessionID: "s\(Int.random(in: 1...4, using: &random))"))
        }
        try await append(SourceBatch(source: Fixtures.source, events: [], cronRuns: runs))
        for request in try Self.requests() {
            let found = try await CronUsage.load(from: ledger, request)
            let wanted = try await CronUsage.load(from: oracle, request)
            #expect(found == wanted, "\(request)")
        }
    }
}
