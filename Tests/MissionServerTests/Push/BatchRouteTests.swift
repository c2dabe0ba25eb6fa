// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

@testable import MissionServer

/// Batches that other machines have read.
@Suite struct BatchRouteTests {
    private static let card = RateCard(
        input: Rate(nanodollarsPerMillion: 1_000_000_000), output: Rate(nanodollarsPerMillion: 2_000_000_000))

    private static func collected(_ numbers: ClosedRange<Int64>, machine: String = "laptop") -> CollectedBatch {
        var prices = CustomPrices()
        prices.add(card, provider: "house", model: "tuned-7b")
        var batch = SourceBatch(
            source: SourceID(kind: "openclaw", place: "/home/me/.openclaw"),
            events: numbers.map { .call($0, provider: "house", model: "tuned-7b", cost: Cost()) },
            sessions: [
                SessionFacts(session: SessionID(harness: "openclaw", agent: "main", id: "s1"), label: "a label")
            ])
        batch.rejections = [
            Rejection(source: batch.source, item: "f", position: 3, length: 9, reason: .notJSON)
        ]
        batch.checkpoints = [Checkpoint(source: batch.source, item: "f", position: "12")]
        return CollectedBatch(batch: batch, prices: prices).told(by: machine)
    }

    private func send(
        _ client: any TestClientProtocol, _ body: [UInt8], key: String? = nil, isPacked: Bool = true,
        token: AccessSecret? = nil
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/json"]
        if isPacked { headers[.contentEncoding] = "gzip" }
        if let key, let name = HTTPFieldNames.idempotencyKey { headers[name] = key }
        if let token { headers[.authorization] = "Bearer \(token.text)" }
        return try await client.execute(
            uri: "/api/v1/batches", method: .post, headers: headers,
            body: ByteBuffer(bytes: isPacked ? gzipped(body) : body)
        ) { $0 }
    }

    @Test func `a batch is committed as its source was read, with the producer's own prices`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let body = Self.collected(1...3).wireBytes
            let response = try await send(client, body)
            #expect(response.status == .ok)
            let answer = try #require(response.json)
            #expect(BatchOutcome.acknowledges(CollectedBatch.digest(of: body), answer))
            #expect(answer["inserted"] == 3 && answer["unchanged"] == 0 && answer["rejected"] == 1)
            // 1000 × 1 $ and 200 × 2 $ per million, three times.
            #expect(try await served.ledger.total(UsageQuery()).cost == Money(nanodollars: 4_200_000))
            let records = try await served.ledger.events(matching: UsageQuery(), after: nil, limit: 10)
            #expect(Set(records.map(\.event.attribution.machine)) == ["laptop"])
            #expect(records.allSatisfy { $0.event.source == .transcript && $0.session.label == "a label" })
            let place = SourceID(kind: "openclaw", place: "laptop:/home/me/.openclaw")
            #expect(try await served.ledger.rejections(limit: 10).map(\.source) == [place])
            #expect(try await served.ledger.checkpoints(of: place)["f"]?.position == "12")
        }
    }

    @Test func `the same again counts nothing twice, under its key or without`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let body = Self.collected(1...3).wireBytes
            let first = try await send(client, body, key: "k1")
            let again = try await send(client, body, key: "k1", isPacked: false)
            #expect(again.text == first.text)
            #expect(HTTPFieldNames.idempotencyReplayed.flatMap { again.headers[$0] } == "true")
            let unnamed = try await send(client, body)
            #expect(unnamed.json?["unchanged"] == 3 && unnamed.json?["inserted"] == 0)
            let replayed = try await send(client, body)
            #expect(replayed.text == unnamed.text)
            let other = try await send(client, Self.collected(4...4).wireBytes, key: "k1")
            #expect(other.problemCode == "key_reused")
            #expect(try await served.ledger.state().events == 3)
        }
    }

    @Test func `two machines with the same home tell of the same calls`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            for machine in ["tower", "laptop", "tower"] {
                #expect(try await send(client, Self.collected(1...5, machine: machine).wireBytes).status == .ok)
            }
            #expect(try await served.ledger.state().events == 5)
            let places = try await served.ledger.sourceStates().map(\.source.place)
            #expect(places.sorted() == ["laptop:/home/me/.openclaw", "tower:/home/me/.openclaw"])
        }
    }

    @Test(arguments: [
        (#"{"version":2,"source":{"kind":"a","place":"b"}}"#, "unknown_version", "up to date first"),
        (#"{"source":{"kind":"a","place":"b"}}"#, "unknown_version", "version"),
        (#"{"version":1,"source":{"kind":"a"}}"#, "bad_member", "source.place"),
        (#"{"version":1,"source":{"kind":"a","place":"b"},"events":[{}]}"#, "bad_member", "events[0].id"),
        ("rubbish", "bad_member", "JSON"), ("", "bad_member", "JSON"), ("[]", "bad_member", "an object"),
    ])
    func `what is no batch is a problem that says why`(body: String, code: String, word: String) async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let response = try await send(client, Array(body.utf8))
            #expect(response.status == .badRequest)
            #expect(response.problemCode == code)
            #expect(response.text.contains(word), "\(response.text)")
            #expect(try await served.ledger.state().events == 0)
        }
    }

    @Test func `numbers that no source tells are refused, and nothing of the batch is kept`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            var collected = Self.collected(1...3)
            collected.batch.events[2].tokens = TokenCounts(input: .max, output: .max)
            let response = try await send(client, collected.wireBytes)
            #expect(response.status == .badRequest)
            #expect(response.json?["member"] == "events[2].tokens")
            #expect(try await served.ledger.state().events == 0)
        }
    }

    @Test func `too many values are refused`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            var collected = Self.collected(1...1)
            collected.batch.checkpoints = (0...BatchRoute.mostValues).map {
                Checkpoint(source: collected.batch.source, item: "\($0)", position: "")
            }
            let response = try await send(client, collected.wireBytes)
            #expect(response.status == .contentTooLarge)
            #expect(response.problemCode == "too_many_objects")
        }
    }

    @Test func `a ledger that cannot be written says when to come again`() async throws {
        let ledger = MemoryLedger()
        try await Served(ledger: ledger, writer: FailingWriter(ledger: ledger)).application.test(.router) { client in
            let response = try await send(client, Self.collected(1...1).wireBytes)
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "5")
        }
    }

    @Test func `it takes a token that may push`() async throws {
        let (reading, pushing) = (AccessSecret("mct_r"), AccessSecret("mct_p"))
        var served = Served()
        served.tokens = {
            var list = AccessTokenList()
            for (secret, scope) in [(reading, AccessScope.read), (pushing, .push)] {
                _ = list.add(
                    AccessToken(name: scope.rawValue, digest: secret.digest, scopes: [scope], createdAt: Served.now))
            }
            return list
        }
        try await served.application.test(.router) { client in
            let body = Self.collected(1...1).wireBytes
            let anybody = try await send(client, body)
            #expect(anybody.status == .unauthorized)
            #expect(try await send(client, body, token: AccessSecret("mct_x")).status == .unauthorized)
            #expect(try await send(client, body, token: reading).status == .forbidden)
            #expect(try await send(client, body, token: pushing).status == .ok)
        }
    }
}
