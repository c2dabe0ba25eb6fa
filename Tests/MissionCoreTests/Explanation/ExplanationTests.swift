// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Explaining a conversation` {
    /// Two calls in transcript and stream, one of them in a usage log and an archive too; a pushed call of another model
    /// without price; what a run log, a status snapshot and a database say; a row that is no call.
    private func ledger() async throws -> MemoryLedger {
        let ledger = MemoryLedger()
        func event(
            _ number: Int, _ seconds: Int64, _ source: SourceKind, _ grain: Grain = .call, _ places: Provenance? = nil,
            input: Int64 = 1200, model: String = "claude-opus-4-6", cents: Int64? = 3
        ) -> UsageEvent {
            var event = Fixtures.event(
                number, at: Fixtures.noon.advanced(byMilliseconds: seconds * 1000), model: model,
                tokens: TokenCounts(input: input, output: 85, cacheRead: 41_000, cacheWrite5m: 700),
                cost: cents.map { Cost(reported: Money(nanodollars: $0 * 10_000_000), basis: .reported) } ?? Cost(),
                source: source)
            event.grain = grain
            event.provenance = places ?? Provenance(source)
            return event
        }
        var mirror = event(9, 70, .transcript, input: 0, model: "delivery-mirror", cents: 0)
        (mirror.isSynthetic, mirror.tokens, mirror.cost.basis) = (true, .zero, .free)
        let events = [
            event(1, 0, .transcript, .call, [.transcript, .archive, .stream]),
            event(2, 65, .transcript, .call, [.transcript, .stream]),
            event(3, 4000, .push, model: "new-model", cents: nil), mirror,
            event(4, 1, .usageLog, .loggedCall, input: 900), event(5, 64, .callDatabase, .loggedCall, input: 880),
            event(6, 90, .runLog, .conversation, input: 2400), event(7, 100, .status, .run, input: 2400),
            event(8, 5000, .usageLog, .loggedCall, input: 10),
        ]
        let facts = SessionFacts(session: Fixtures.session(), key: "agent:main:main", kind: .chat)
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events, sessions: [facts]))
        return ledger
    }

    @Test func `each row says whose figures count, where it was seen and why it does not count`() async throws {
        let explanation = try await ledger().explain(session: "agent:main:main", limit: .max)
        let table = explanation.document(of: "agent:main:main", zone: .utc)
        expectGolden(table.text(TableStyle()), "explanation/session.txt")
        expectGolden(table.text(TableStyle(width: 100)), "explanation/session-100.txt")
        expectGolden(table.text(TableStyle(width: 72, unicode: false)), "explanation/session-72.txt")
        expectGolden(table.json.text(.indented), "explanation/session.json")
    }

    @Test func `several conversations of one key are told apart, and a part says that it is one`() async throws {
        let ledger = try await ledger()
        var batch = Fixtures.batch(
            Fixtures.event(20, at: Fixtures.noon.advanced(byMilliseconds: 86_400_000), session: Fixtures.session("s2")))
        batch.sessions = [SessionFacts(session: Fixtures.session("s2"), key: "agent:main:main")]
        _ = try await ledger.append(batch)
        let explanation = try await ledger.explain(session: "agent:main:main", limit: 3)
        let table = explanation.document(of: "agent:main:main", zone: Zone(named: "Europe/Berlin") ?? .utc)
        expectGolden(table.text(TableStyle()), "explanation/several.txt")
    }
}
