// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// The same home, before and after its transcripts moved into databases: the same calls, each once.
@Suite struct MigrationTests {
    static let schemas = [4, 14, 19, 23, 24]
    static let real = RealHomes.all

    @Test(arguments: schemas, Migration.allCases)
    func `a home has the same calls after its migration`(schema: Int, migration: Migration) async throws {
        let home = try TemporaryHome()
        try Self.fill(home)
        try await compare(home.path, schema: schema, migration)
    }

    @Test(.enabled(if: !real.isEmpty, "no real homes beside the repository"), arguments: real)
    func `a real home has the same calls after its migration`(home: String) async throws {
        let before = try await Desk.Figures(desk(reading: [OpenClawSource(home: home)]))
        for schema in Self.schemas.dropLast() {
            let moved = try TemporaryHome()
            try Migration.complete.move(home, to: moved.path, schema: schema)
            let after = try await Desk.Figures(desk(reading: [moved.source]))
            #expect(after.differences(from: before) == [], "schema \(schema)")
        }
        for migration in Migration.allCases { try await compare(home, schema: 24, migration) }
    }

    /// The migrated home alone, again, and with the original one, first and last, twice over.
    private func compare(_ path: String, schema: Int, _ migration: Migration) async throws {
        let before = try await Desk.Figures(desk(reading: [OpenClawSource(home: path)]))
        let moved = try TemporaryHome()
        try migration.move(path, to: moved.path, schema: schema)
        let desk = try await desk(reading: [moved.source])
        let after = try await Desk.Figures(desk)
        #expect(after.differences(from: before) == [], "\(migration)")
        let again = try await desk.read(moved.source)
        #expect(again.appended.inserted + again.appended.updated == 0)
        let both = [OpenClawSource(home: path), moved.source]
        for sources in [both + both, both.reversed()] {
            let together = try await Desk.Figures(self.desk(reading: sources))
            #expect(together.differences(from: before) == [], "both eras")
        }
    }

    private func desk(reading sources: [OpenClawSource]) async throws -> Desk {
        let desk = try Desk()
        for source in sources { try await desk.read(source) }
        return desk
    }

    static func fill(_ home: TemporaryHome) throws {
        let long = String(repeating: "x", count: 3000)
        try home.write(
            "s1.jsonl",
            Line.header("s1") + Line.user() + Line.call("a1") + Line.user(long) + Line.call("a2", minute: 2)
                + Line.toolResult(long) + Line.call("a3", minute: 3, extra: ",\"note\":\"\(long)\""))
        try home.write(
            "s2.jsonl",
            Line.header("s2", at: "2026-03-01T11:00:00.000Z") + Line.call("a1") + Line.call("b2", minute: 5))
        try home.write(
            "s2.jsonl.reset.2026-03-02T00-00-00.000Z",
            Line.header("s2", at: "2026-03-01T11:00:00.000Z") + Line.call("c1", minute: 6))
        try home.write("s1.checkpoint.0d8f.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write(
            "s3.jsonl",
            Line.call("d1", minute: 7) + "{\"type\":\"message\",\"message\":{\"role\":\"assi\n"
                + Line.user("Read HEARTBEAT.md if it exists") + Line.call("d2", minute: 8))
        try home.write("agents/other/sessions/s4.jsonl", Line.header("s4") + Line.call("e1", minute: 9))
        try home.write(
            "sessions.json",
            #"{"agent:main:main":{"sessionId":"s1","updatedAt":5,"lastChannel":"telegram","label":"Ann"},"#
                + #""agent:main:cron:j1:run:s2":{"sessionId":"s2","updatedAt":6}}"#)
    }
}

extension Desk {
    /// What two ledgers are compared by: sums, altogether and by everything that attribution decides.
    struct Figures {
        var total: UsageSums
        var rows: [String: UsageSums] = [:]

        init(_ desk: Desk) async throws {
            total = try await desk.totals(synthetic: true)
            for dimension in [Dimension.recordedModel, .agent, .session, .sessionKind, .cron, .day, .channel] {
                let query = UsageQuery(groupBy: [dimension], includeSynthetic: true)
                for row in try await desk.ledger.rows(for: query) { rows["\(dimension) \(row.keys)"] = row.sums }
            }
        }

        /// The rows that differ, by name.
        func differences(from other: Figures) -> [String] {
            let names = Set(rows.keys).union(other.rows.keys).filter { rows[$0] != other.rows[$0] }
            let found = names.sorted().map { "\($0): \(rows[$0]?.calls ?? 0), not \(other.rows[$0]?.calls ?? 0) calls" }
            return total == other.total ? found : ["total: \(total), not \(other.total)"] + found
        }
    }
}

/// Real homes of the file era beside the repository, where there are any.
enum RealHomes {
    static let all: [String] = {
        var place = URL(fileURLWithPath: #filePath)
        for _ in 0..<5 { place.deleteLastPathComponent() }
        let folder = ProcessInfo.processInfo.environment["MISSION_REAL_DATA"] ?? "\(place.path)/../shared/data/openclaw"
        let sets = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return sets.sorted().flatMap { set in
            let homes = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(set)")) ?? []
            return homes.sorted().map { "\(folder)/\(set)/\($0)" }
        }.filter { FileManager.default.fileExists(atPath: "\($0)/agents") }
    }()
}
