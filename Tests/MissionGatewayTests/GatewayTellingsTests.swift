// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionGateway
@testable import MissionSources

/// The same calls told by a gateway's stream, its answers, its log of runs, a plugin and the transcripts.
@Suite struct `Calls that many tell` {
    /// Made-up calls of one conversation; many have equal counts, some within a second.
    private struct Conversation {
        let id: String
        let calls: [UsageEvent]

        init(_ number: Int, _ generator: inout SeededGenerator) {
            id = "s\(number)"
            var time = Fixtures.noon.milliseconds
            var calls: [UsageEvent] = []
            for place in 0..<Int.random(in: 1...12, using: &generator) {
                time += Int64.random(in: 0...30_000, using: &generator)
                let (input, output) = (
                    Int64.random(in: 1...3, using: &generator), Int64.random(in: 1...2, using: &generator)
                )
                let tokens = TokenCounts(input: input, output: output)
                let identity = OpenClawIdentity(
                    entryID: "e\(number)-\(place)", session: id, messageTime: Timestamp(milliseconds: time),
                    provider: "p", model: "m", input: tokens.input, output: tokens.output, cacheRead: 0, cacheWrite: 0)
                calls.append(
                    UsageEvent(
                        id: identity.eventID, at: Timestamp(milliseconds: time),
                        session: SessionID(harness: "openclaw", agent: "main", id: id),
                        attribution: Attribution(recordedProvider: "p", recordedModel: "m"), tokens: tokens))
            }
            self.calls = calls
        }

        /// A call as one source tells it. Transcripts tell when it was written down, the others when it began.
        func exact(_ call: UsageEvent, _ source: SourceKind, lag: Int64) -> UsageEvent {
            var told = call
            (told.source, told.provenance) = (source, Provenance(source))
            if source == .transcript { told.at = call.at.advanced(byMilliseconds: lag) }
            return told
        }

        /// What the gateway's time series tells: all calls, in whichever of both times its version takes.
        func points(lag: Int64) throws -> [UsageEvent] {
            let points = calls.map { call -> JSONValue in
                [
                    "timestamp": .integer(call.at.milliseconds + lag), "input": .integer(call.tokens.input),
                    "output": .integer(call.tokens.output), "cacheRead": 0, "cacheWrite": 0,
                ]
            }
            let usage: JSONValue = ["usage": ["modelUsage": [["count": JSONValue(count: calls.count)]]]]
            return GatewayPoints(
                GatewaySeries(["sessionId": .string(id), "points": .array(points)]), usage: usage,
                of: GatewayConversation(key: "agent:main:\(id)", id: id), place: { $0 }
            ).events
        }

        func pushed(lag: Int64) throws -> [UsageEvent] {
            try calls.enumerated().map { place, call in
                try PushedCall([
                    "at": .integer(call.at.milliseconds + lag), "harness": "openclaw", "session": .string(id),
                    "run_id": "r", "call_id": .string("r:model:\(place)"), "provider": "p", "model": "m",
                    "input_tokens": .integer(call.tokens.input), "output_tokens": .integer(call.tokens.output),
                ]).event
            }
        }

        var run: UsageEvent {
            let last = calls.map(\.at).max() ?? Fixtures.noon
            var run = UsageEvent(
                id: EventID(high: 7, low: Int64(id.dropFirst()) ?? 0), at: last.advanced(byMilliseconds: 9000),
                session: SessionID(harness: "openclaw", agent: "main", id: id),
                attribution: Attribution(recordedProvider: "p", recordedModel: "m"),
                tokens: calls.reduce(into: TokenCounts.zero) { $0 += $1.tokens }, source: .runLog, grain: .conversation)
            run.provenance = .runLog
            return run
        }
    }

    @Test(arguments: 0..<60)
    func `each counts once, whoever tells it, in whatever order`(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        var (tellings, wanted): ([UsageEvent], TokenCounts) = ([], .zero)
        var calls: Int64 = 0
        for number in 0..<4 {
            let conversation = Conversation(number, &generator)
            calls += Int64(conversation.calls.count)
            conversation.calls.forEach { wanted += $0.tokens }
            let lag = Int64.random(in: 0...60_000, using: &generator)
            // A series tells all of a conversation's calls, and so does a plugin; whoever listens may miss some.
            let (hasSeries, hasPlugin) = (Bool.random(using: &generator), Bool.random(using: &generator))
            if hasSeries { tellings += try conversation.points(lag: Bool.random(using: &generator) ? lag : 0) }
            if hasPlugin { tellings += try conversation.pushed(lag: Int64.random(in: 0...60_000, using: &generator)) }
            for call in conversation.calls {
                var sources: [SourceKind] = [.stream, .rpc, .transcript].filter { _ in Bool.random(using: &generator) }
                if sources.isEmpty, !hasSeries, !hasPlugin { sources = [.rpc] }
                tellings += sources.map { conversation.exact(call, $0, lag: lag) }
            }
            tellings.append(conversation.run)
            // What is asked for again is told again.
            tellings += tellings.filter { _ in Int.random(in: 0..<5, using: &generator) == 0 }
        }
        let ledger = MemoryLedger()
        var rest = tellings.shuffled(using: &generator)[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Int.random(in: 1...9, using: &generator))
            rest = rest.dropFirst(batch.count)
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: Array(batch)))
        }
        let sums = try await ledger.total(UsageQuery())
        #expect((sums.calls, sums.coarseCalls) == (calls, 0))
        #expect(sums.tokens == wanted)
    }
}
