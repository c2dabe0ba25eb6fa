// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

@testable import MissionServer

/// Pushing calls and reading them again.
@Suite struct PushRouteTests {
    private static let ndjson: HTTPFields = [.contentType: "application/x-ndjson"]

    private func line(_ number: Int, more: String = "") -> String {
        #"{"at":"2026-11-21T13:00:00Z","provider":"anthropic","model":"claude-opus-4-6","input_tokens":1000,"#
            + #""output_tokens":200,"session":"s1","id":"c\#(number)"\#(more)}"#
    }

    private func push(
        _ client: any TestClientProtocol, _ body: String, _ headers: HTTPFields = ndjson, key: String? = nil
    ) async throws -> TestResponse {
        var headers = headers
        if let key, let name = HTTPFieldNames.idempotencyKey { headers[name] = key }
        return try await client.execute(
            uri: "/api/v1/events", method: .post, headers: headers, body: ByteBuffer(string: body)
        ) { $0 }
    }

    @Test func `one object is committed and counted, with its cost`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let response = try await push(client, line(1), [.contentType: "application/json"])
            #expect(response.status == .ok)
            #expect(response.text == #"{"accepted":1,"duplicates":0,"rejected":[],"rejected_count":0}"#)
            let total = try await served.ledger.total(UsageQuery())
            #expect(total.calls == 1)
            // 1000 × 5 $ and 200 × 25 $ per million.
            #expect(total.cost == Money(nanodollars: 10_000_000))
        }
    }

    @Test func `a second time is a duplicate`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            _ = try await push(client, line(1))
            let response = try await push(client, "\(line(1))\n\(line(2))\n\(line(2))\n")
            #expect(response.json?["accepted"] == 1)
            #expect(response.json?["duplicates"] == 2)
            #expect(try await served.ledger.state().events == 2)
        }
    }

    @Test func `of many lines the broken ones are named and the others committed`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let body = "\(line(1))\n{oops secret\n\(line(2))\n\(line(3, more: #","output_tokens":-5"#))\n"
            let response = try await push(
                client, body.replacing(#""output_tokens":200,"session":"s1","id":"c3""#, with: #""id":"c3""#))
            #expect(response.status == .ok)
            #expect(response.json?["accepted"] == 2)
            #expect(
                response.json?["rejected"] == [
                    ["line": 2, "reason": "not_json"],
                    ["field": "output_tokens", "line": 4, "reason": "bad_token_count"],
                ])
            #expect(!response.text.contains("secret"))
            let rejections = try await served.ledger.rejections(limit: 10)
            #expect(Set(rejections.map(\.reason)) == [.notJSON, .badTokenCount])
            #expect(rejections.allSatisfy { $0.source == SourceID(kind: "push", place: "/api/v1/events") })
        }
    }

    @Test func `a body without anything to read is a problem, and its rejections are kept`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            for body in ["", "\n\n", "rubbish\nmore rubbish\n"] {
                let response = try await push(client, body)
                #expect(response.status == .badRequest)
                #expect(response.problemCode == "nothing_to_read")
            }
            #expect(try await served.ledger.rejections(limit: 10).count == 2)
        }
    }

    @Test func `gzip is taken too`() async throws {
        try await Served().application.test(.router) { client in
            let headers: HTTPFields = [.contentType: "application/x-ndjson", .contentEncoding: "gzip"]
            let body = gzipped(Array((1...500).map { line($0) }.joined(separator: "\n").utf8))
            let response = try await client.execute(
                uri: "/api/v1/events", method: .post, headers: headers, body: ByteBuffer(bytes: body)
            ) { $0 }
            #expect(response.json?["accepted"] == 500)
        }
    }

    @Test func `a key gets the first answer again, and with another body it is refused`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let first = try await push(client, line(1), key: "k1")
            let again = try await push(client, line(1), key: "k1")
            #expect(again.status == .ok && again.text == first.text)
            #expect(HTTPFieldNames.idempotencyReplayed.flatMap { again.headers[$0] } == "true")
            let other = try await push(client, line(2), key: "k1")
            #expect(other.status == .unprocessableContent)
            #expect(other.problemCode == "key_reused")
            #expect(try await served.ledger.state().events == 1)
        }
    }

    @Test(arguments: ["", "with space", "ümlaut", String(repeating: "k", count: 256)])
    func `an odd key is refused`(key: String) async throws {
        try await Served().application.test(.router) { client in
            let response = try await push(client, line(1), key: key)
            #expect(response.problemCode == "bad_request")
        }
    }

    @Test func `a ledger that cannot be written is said so, and sending again works`() async throws {
        let ledger = MemoryLedger()
        let writer = FailingWriter(ledger: ledger)
        try await Served(ledger: ledger, writer: writer).application.test(.router) { client in
            let refused = try await push(client, line(1), key: "k")
            #expect(refused.status == .serviceUnavailable)
            #expect(refused.problemCode == "not_committed")
            #expect(refused.headers[.retryAfter] == "5")
            #expect(!refused.text.contains("ledger.db"))
            await writer.mend()
            #expect(try await push(client, line(1), key: "k").json?["accepted"] == 1)
        }
    }

    @Test func `what was pushed can be read in pages, newest first`() async throws {
        try await Served().application.test(.router) { client in
            let body = (1...5).map { line($0).replacing("13:00", with: "13:0\($0)") }.joined(separator: "\n")
            _ = try await push(client, body)
            var (times, path): ([JSONValue], String?) = ([], "/api/v1/events?limit=2")
            while let asked = path {
                let page = try await client.execute(uri: asked, method: .get) { $0 }
                guard case .array(let events)? = page.json?["events"] else { break }
                times += events.compactMap { $0["at"] }
                path = nil
                if case .string(let next)? = page.json?["next"] { path = "/api/v1/events?limit=2&after=\(next)" }
            }
            #expect(times == (1...5).reversed().map { .string("2026-11-21T13:0\($0):00.000Z") })
        }
    }

    @Test func `pages of calls can be filtered`() async throws {
        try await Served().application.test(.router) { client in
            _ = try await push(client, "\(line(1))\n\(line(2, more: #","agent":"ops""#))")
            try await client.execute(uri: "/api/v1/events?agent=ops&date=2026-11-21", method: .get) { response in
                guard case .array(let events)? = response.json?["events"] else { return #expect(Bool(false)) }
                #expect(events.map { $0["agent"] } == ["ops"])
            }
            for path in ["limit=0", "after=x", "since=2026-11-22&until=2026-11-21", "agents=x"] {
                try await client.execute(uri: "/api/v1/events?\(path)", method: .get) { response in
                    #expect(response.problemCode == "bad_parameter", "\(path)")
                }
            }
        }
    }

    @Test func `the path tells both of its methods`() async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/events", method: .delete) { response in
                #expect(response.headers[.allow] == "GET, HEAD, POST")
            }
        }
    }
}

/// A ledger that is full until it is mended.
actor FailingWriter: LedgerWriter {
    private struct Full: Error, CustomStringConvertible {
        var description: String { "no space is left for /home/me/ledger.db" }
    }

    private let ledger: MemoryLedger
    private var isBroken = true

    init(ledger: MemoryLedger) {
        self.ledger = ledger
    }

    func mend() {
        isBroken = false
    }

    func append(_ batch: SourceBatch, joining hook: CommitHook?) async throws -> AppendResult { throw Full() }

    func push(
        _ batch: SourceBatch, key: IdempotencyKey?, joining hook: CommitHook?,
        answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt {
        if isBroken { throw Full() }
        return try await ledger.push(batch, key: key, joining: hook, answer: answer)
    }

    func reprice(
        to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) async throws -> Repricing { throw Full() }

    func reprice(_ request: RepricingRequest) async throws -> Repricing { throw Full() }

    func undoRepricing(_ id: Int64?, actor: String, isDryRun: Bool) async throws -> Repricing {
        throw Full()
    }

    func checkpoints(of source: SourceID) async throws -> [String: Checkpoint] { [:] }
}
