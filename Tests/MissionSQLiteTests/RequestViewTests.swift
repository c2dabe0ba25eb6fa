// Mission Control
// SPDX-License-Identifier: Apache-2.0

import GRDB
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

/// Requests in the view that people's own queries read.
struct RequestViewTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/ledger.db"
    }

    private static let columns = [
        "id", "timestamp", "service", "endpoint", "method", "request_body", "response_body", "status_code",
        "duration_ms", "status", "created_at",
    ]

    @Test func `api_calls has model calls and requests, each row with a number of its own`() async throws {
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        let request = APICall(
            id: Fixtures.eventID(9), at: Fixtures.noon, service: "github", endpoint: "/repos", method: "GET",
            statusCode: 502, status: .serverError, durationMilliseconds: 70)
        let bare = APICall(id: Fixtures.eventID(8), at: Fixtures.noon, service: "search", status: .rateLimited)
        let events = [Fixtures.event(1), Fixtures.event(2, status: .timeout)]
        _ = try await ledger.append(
            SourceBatch(source: Fixtures.source, events: events, apiCalls: [request, bare]))
        try ledger.close()
        try await DatabaseQueue(path: path).read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM api_calls ORDER BY service, status_code")
            #expect(rows.first.map { Array($0.columnNames) } == Self.columns)
            #expect(rows.map { $0["service"] } == ["anthropic", "anthropic", "github", "search"])
            #expect(rows.map { $0["status_code"] } == [200, 504, 502, 429])
            #expect(rows.map { $0["endpoint"] } == [nil, nil, "/repos", String?.none])
            #expect(rows.map { $0["duration_ms"] } == [nil, nil, 70, Int64?.none])
            #expect(rows.allSatisfy { $0["timestamp"] == "2026-02-24T12:00:00.000Z" })
            let ids = rows.map { row -> Int64 in row["id"] }
            #expect(Set(ids).count == 4)
        }
    }

    @Test func `a ledger from before requests gets them`() async throws {
        try SQLiteLedger(path: path, mode: .readWrite).close()
        try await DatabaseQueue(path: path).write { db in
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = 'v3-requests'; DROP TABLE requests")
        }
        let ledger = try SQLiteLedger(path: path, mode: .readWrite)
        let request = APICall(id: Fixtures.eventID(9), at: Fixtures.noon, service: "github")
        let result = try await ledger.append(SourceBatch(source: Fixtures.source, apiCalls: [request]))
        #expect(result.requests == 1)
    }
}
