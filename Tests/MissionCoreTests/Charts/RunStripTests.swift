// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `The last runs of a job` {
    private func call(_ number: Int, cents: Int64?, status: CallStatus = .ok) -> UsageEvent {
        var event = Fixtures.event(
            number, at: Fixtures.noon.advanced(byMilliseconds: Int64(number) * 86_400_000),
            session: Fixtures.session("run-\(number)"),
            cost: cents.map { Cost(reported: Money(nanodollars: $0 * 10_000_000), basis: .reported) } ?? Cost(),
            status: status)
        event.attribution.cronJob = "j1"
        event.attribution.kind = .cron
        return event
    }

    private func strip(_ events: [UsageEvent], told: [CronRunFacts] = []) async throws -> RunStrip {
        let ledger = MemoryLedger()
        let sessions = events.map { SessionFacts(session: $0.session, kind: .cron, cronJob: "j1") }
        _ = try await ledger.append(
            SourceBatch(source: Fixtures.source, events: events, sessions: sessions, cronRuns: told))
        let usage = try await CronUsage.load(from: ledger, ReportRequest())
        return RunStrip(usage.runs, name: "Nightly", zone: .utc, id: "j1")
    }

    @Test func `a strip looks as before`() async throws {
        let bare = CronRunFacts(
            job: "j1", startedAt: Fixtures.noon.advanced(byMilliseconds: 6 * 86_400_000),
            endedAt: Fixtures.noon.advanced(byMilliseconds: 6 * 86_400_000 + 65_000), agent: "main")
        let strip = try await strip(
            [
                call(1, cents: 10), call(2, cents: 5), call(3, cents: 0), call(4, cents: nil),
                call(5, cents: 2, status: .serverError),
            ], told: [bare])
        #expect(strip.title == "Nightly: last 6 runs, 1 failed")
        expectGolden(strip.svg, "charts/runs.svg")
    }

    @Test func `thirty runs are shown, the newest last`() async throws {
        let strip = try await strip((1...40).map { call($0, cents: 1) })
        #expect(strip.runs.count == 30)
        #expect(strip.runs.map(\.session.session.id) == (11...40).map { "run-\($0)" })
        #expect((try? XMLCheck.elements(strip.svg))?.count { $0 == "g" } == 30)
    }

    @Test func `no runs are no drawing that traps`() {
        let strip = RunStrip([], name: "</title><b>", zone: .utc, id: "x")
        #expect((try? XMLCheck.elements(strip.svg))?.first == "svg")
        #expect(strip.svg.contains("aria-label=\"&lt;/title&gt;&lt;b&gt;: no runs\""))
    }
}
