// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `The summary` {
    private func document(_ change: (inout ReportRequest) -> Void = { _ in }) async throws -> ReportDocument {
        var request = ReportRequest(zone: try Ledgers.berlin())
        change(&request)
        return try await SummaryReport().load(try await Ledgers.mixed(), request, now: Ledgers.now)
    }

    @Test(arguments: OutputFormat.allCases) func `is answered in every format as before`(format: OutputFormat)
        async throws
    {
        let suffix = format == .table ? "txt" : format.rawValue
        try Golden.check(try await document().rendered(as: format), "reports/summary.\(suffix)")
    }

    @Test func `is about this month so far where nobody names days`() async throws {
        #expect(try await document().scope == "2026-11-01 to 2026-11-21 (Europe/Berlin)")
        let october = try await document {
            $0.since = CivilDay("2026-10-01")
            $0.until = CivilDay("2026-10-31")
        }
        #expect(october.json["totals"]?["calls"] == 1)
    }

    @Test func `a whole month stands beside the month before, one that goes on beside as much of it`() async throws {
        let soFar = try await document().json
        #expect(soFar["previous"]?["since"] == "2026-10-01" && soFar["previous"]?["until"] == "2026-10-21")
        #expect(soFar["previous"]?["calls"] == 1)
        let october = try await document {
            $0.since = CivilDay("2026-10-01")
            $0.until = CivilDay("2026-10-31")
        }.json
        #expect(october["previous"]?["since"] == "2026-09-01" && october["previous"]?["until"] == "2026-09-30")
        let open = try await document { $0.until = CivilDay("2026-11-30") }.json
        #expect(open["previous"] == nil)
    }

    @Test func `each table adds up to the totals`() async throws {
        let json = try await document().json
        for key in ["by_model", "by_agent", "by_day"] {
            let calls = (json[key]?.elements ?? []).reduce(Int64(0)) { sum, row in
                guard case .integer(let calls)? = row["calls"] else { return sum }
                return sum + calls
            }
            #expect(json["totals"]?["calls"] == .integer(calls), "\(key)")
        }
    }
}
