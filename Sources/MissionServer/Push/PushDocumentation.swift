// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What callers are told about the places that take in what is pushed.
struct PushDocumentation {
    var summary: String
    var schema: Schema
    var example: JSONValue?

    /// - Parameter path: Where it is pushed to. A path that nobody has described takes any object.
    static func of(_ path: String) -> PushDocumentation {
        all[path] ?? PushDocumentation(summary: "Takes in what is pushed.", schema: .open([]))
    }

    private static let all: [String: PushDocumentation] = [
        "/api/v1/events": PushDocumentation(
            summary: "Takes in model calls and runs: one, or one a line.", schema: .pushedCall,
            example: [
                "at": "2026-11-21T08:00:00Z", "provider": "anthropic", "model": "claude-opus-4-6", "input_tokens": 1200,
                "output_tokens": 340, "caller": "digest.py",
            ]),
        "/api/v1/api-calls": PushDocumentation(
            summary: "Takes in requests to other services: one, or one a line.", schema: .pushedRequest,
            example: [
                "at": "2026-11-21T08:00:00Z", "service": "github", "endpoint": "/repos", "method": "GET",
                "status_code": 200,
            ]),
        "/api/v1/webhooks/cron": PushDocumentation(
            summary: "Takes in what OpenClaw posts when a scheduled job has run.", schema: .pushedCronRun,
            example: [
                "action": "finished", "jobId": "nightly", "ts": 1_795_248_000_000, "status": "ok",
                "runAtMs": 1_795_247_990_000,
                "durationMs": 10000,
            ]),
    ]
}
