// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// What OpenClaw posts when a scheduled job has run.
@Suite struct CronWebhookTests {
    private func run(_ more: String = "") -> String {
        #"{"action":"finished","jobId":"j1","status":"ok","runAtMs":1795231212285,"durationMs":6000,"#
            + #""model":"gpt-5.4","provider":"openai","usage":{"input_tokens":1000,"output_tokens":200},"#
            + #""sessionId":"5d2f","sessionKey":"agent:ops:cron:j1:run:5d2f"\#(more)}"#
    }

    private func post(_ client: any TestClientProtocol, _ body: String) async throws -> TestResponse {
        try await client.execute(
            uri: "/api/v1/webhooks/cron", method: .post, headers: [.contentType: "application/json"],
            body: ByteBuffer(string: body)
        ) { $0 }
    }

    @Test func `a finished run is one row, with its job, and sending it again changes nothing`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let body = run(
                #","job":{"id":"j1","name":"Nightly digest","payload":{"message":"secret"}},"summary":"secret""#)
            let first = try await post(client, body)
            #expect(first.json?["accepted"] == 1)
            let again = try await post(client, body)
            #expect(again.json?["duplicates"] == 1)
            let event = try #require(await served.ledger.events(matching: UsageQuery(), after: nil, limit: 2).first)
            #expect(event.event.source == .runLog && event.event.provenance == .push)
            #expect(event.event.at.milliseconds == 1_795_231_218_285)
            #expect(event.event.attribution.cronJob == "j1")
            #expect(event.session.kind == .cron && event.session.session.agent == "ops")
            #expect(
                try await served.ledger.cronJobs() == [CronJobFacts(id: "j1", agent: "ops", name: "Nightly digest")])
        }
    }

    @Test func `a run without usage is taken and counts nothing`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let body = #"{"action":"finished","jobId":"j1","status":"skipped","runAtMs":1795231212285}"#
            let response = try await post(client, body)
            #expect(response.status == .ok)
            #expect(response.json?["accepted"] == 0)
            #expect(try await served.ledger.state().events == 0)
        }
    }

    @Test(arguments: [
        ("[]", "not_json"), (#"{"action":"started","jobId":"j1"}"#, "bad_field"),
        (#"{"action":"finished"}"#, "bad_field"),
        (#"{"jobId":"j1"}"#, "bad_field"),
        (#"{"action":"finished","jobId":"j1","runAtMs":1795231212285,"usage":{"input_tokens":-1}}"#, "bad_token_count"),
        (#"{"action":"finished","jobId":"j1","usage":{"input_tokens":1}}"#, "bad_time"),
    ])
    func `what is no finished run is refused`(body: String, reason: String) async throws {
        try await Served().application.test(.router) { client in
            let response = try await post(client, body)
            #expect(response.status == .badRequest)
            guard case .array(let rejected)? = response.json?["rejected"] else { throw CancellationError() }
            #expect(rejected.first?["reason"] == .string(reason))
        }
    }
}
