// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@Suite struct ServiceReportTests {
    private func report() async throws -> ServiceReport {
        let ledger = try await Ledgers.mixed()
        let at = Ledgers.now.advanced(byMilliseconds: -60_000)
        func request(_ number: Int, _ service: String, _ status: CallStatus, _ took: Int64?) -> APICall {
            APICall(id: Fixtures.eventID(-number), at: at, service: service, status: status, durationMilliseconds: took)
        }
        let requests =
            (0..<2000).map { request($0, "github", .ok, 80) } + [
                request(2001, "github", .serverError, 1200), request(2002, "search", .timeout, 30_000),
                request(2003, "search", .denied, nil), request(2004, "search", .aborted, nil),
            ]
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, apiCalls: requests))
        return try await ServiceReport.load(
            from: ledger, since: nil, until: nil, zone: try Ledgers.berlin(), now: Ledgers.now)
    }

    @Test func `the health of services is shown as before`() async throws {
        let report = try await report()
        expectGolden(report.document.text(), "services/health.txt")
        expectGolden(report.document.json.text(.indented), "services/health.json")
    }

    @Test func `a single failure among thousands is not rounded away`() async throws {
        let github = try #require(try await report().services.first { $0.name == "github" }).health
        #expect((github.calls, github.failures) == (2001, 1))
        #expect(github.answeredPerMille == 999)
        #expect(github.meanMilliseconds == 80)
    }

    @Test func `what was aborted is no failure, and no calls have no rate`() async throws {
        let search = try #require(try await report().services.first { $0.name == "search" }).health
        #expect((search.calls, search.failures, search.requests, search.modelCalls) == (3, 2, 3, 0))
        #expect(ServiceHealth().answeredPerMille == nil)
        #expect(ServiceHealth().meanMilliseconds == nil)
    }

    @Test func `without days it is about the last seven, and no calls are a sentence`() async throws {
        let report = try await ServiceReport.load(
            from: MemoryLedger(), since: nil, until: nil, zone: .utc, now: Ledgers.now)
        #expect(report.document.text() == "No calls: 2026-11-15 to 2026-11-21 (UTC).\n")
        await #expect(throws: ReportError.self) {
            try await ServiceReport.load(
                from: MemoryLedger(), since: CivilDay("2026-11-22"), until: nil, zone: .utc, now: Ledgers.now)
        }
    }

    @Test(
        arguments: [
            ([7], 7, 7), ([1, 2], 1, 2), (Array(1...100), 50, 95), (Array(1...101), 51, 96), ([5, 1, 9, 3], 3, 9),
        ] as [([Int64], Int64, Int64)])
    func `percentiles are values that were measured`(values: [Int64], median: Int64, p95: Int64) {
        #expect(Latency(values)?.median == median)
        #expect(Latency(values)?.p95 == p95)
        #expect(Latency([]) == nil)
    }
}
