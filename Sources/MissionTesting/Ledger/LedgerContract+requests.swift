// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let requests = [
        Rule("a request counts once, however often it comes") { make in
            let ledger = try await make()
            let batch = SourceBatch(source: Fixtures.source, apiCalls: [request(1), request(2), request(1)])
            let first = try await ledger.append(batch)
            try expect(first, equals: AppendResult(requests: 2), "first time")
            let generation = try await ledger.state().generation
            try expect(try await ledger.append(batch), equals: AppendResult(), "again")
            try expect(try await ledger.state().generation, equals: generation, "generation")
            let outcomes = try await ledger.serviceOutcomes(in: .always)
            try expect(outcomes.map(\.calls), equals: [2], "requests")
        },
        Rule("a request that is answered later is completed, and is not forgotten again") { make in
            let ledger = try await make()
            let (sent, answered) = (request(1), request(1, status: .rateLimited, code: 429, milliseconds: 80))
            for request in [sent, answered, sent] {
                _ = try await ledger.append(SourceBatch(source: Fixtures.source, apiCalls: [request]))
            }
            let wanted = ServiceOutcome(
                service: "github", kind: .request, status: .rateLimited, calls: 1, timedCalls: 1, milliseconds: 80)
            try expect(try await ledger.serviceOutcomes(in: .always), equals: [wanted], "outcomes")
        },
        Rule("a new request moves the generation and is in no sum of usage") { make in
            let ledger = try await make()
            let before = try await ledger.state()
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, apiCalls: [request(1)]))
            let after = try await ledger.state()
            try expect(after.generation > before.generation, "the generation did not move")
            try expect(after.events, equals: 0, "calls held")
            try expect(try await ledger.total(UsageQuery()), equals: UsageSums(), "sums")
        },
        Rule("outcomes cover model calls and requests of the window, by service, kind and status") { make in
            let ledger = try await make()
            var timed = Fixtures.event(1)
            timed.durationMilliseconds = 1200
            let events = [
                timed, Fixtures.event(2), Fixtures.event(3, status: .serverError),
                Fixtures.event(4, at: Fixtures.noon.advanced(byMilliseconds: 60_000)),
                Fixtures.event(5, isSynthetic: true), Fixtures.event(6, provider: "openai", model: "gpt-5.2"),
            ]
            let requests = [
                request(1), request(2, milliseconds: 50), request(3, service: "anthropic"),
                request(4, at: Fixtures.noon.advanced(byMilliseconds: -1)),
            ]
            _ = try await ledger.append(
                SourceBatch(source: Fixtures.source, events: events, apiCalls: requests))
            let window = Window(start: Fixtures.noon, end: Fixtures.noon.advanced(byMilliseconds: 60_000))
            try expect(
                try await ledger.serviceOutcomes(in: window),
                equals: [
                    ServiceOutcome(
                        service: "anthropic", kind: .model, status: .ok, calls: 2, timedCalls: 1, milliseconds: 1200),
                    ServiceOutcome(service: "anthropic", kind: .model, status: .serverError, calls: 1),
                    ServiceOutcome(service: "anthropic", kind: .request, status: .ok, calls: 1),
                    ServiceOutcome(
                        service: "github", kind: .request, status: .ok, calls: 2, timedCalls: 1, milliseconds: 50),
                    ServiceOutcome(service: "openai", kind: .model, status: .ok, calls: 1),
                ], "outcomes")
            let nothing = Window(start: Fixtures.noon, end: Fixtures.noon)
            try expect(try await ledger.serviceOutcomes(in: nothing), equals: [], "an empty window")
        },
    ]

    private static func request(
        _ number: Int, at: Timestamp = Fixtures.noon, service: String = "github", status: CallStatus = .ok,
        code: Int? = nil, milliseconds: Int64? = nil
    ) -> APICall {
        APICall(
            id: Fixtures.eventID(-number), at: at, service: service, endpoint: "/repos", method: "GET",
            statusCode: code, status: status, durationMilliseconds: milliseconds)
    }
}
