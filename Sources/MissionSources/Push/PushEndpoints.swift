// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Everything that takes in what agents, plugins and scripts push. `docs/push.md` describes it.
package enum PushEndpoints {
    /// The endpoints. Their paths are the places of their sources in the ledger, so they never change.
    package static let all = [events, apiCalls, cronWebhook]

    /// Model calls and runs.
    static let events = endpoint("/api/v1/events", [.object, .lines]) { value, batch throws(PushError) in
        let call = try PushedCall(value)
        batch.events.append(call.event)
        batch.sessions.append(call.facts)
    }

    /// Requests to services.
    static let apiCalls = endpoint("/api/v1/api-calls", [.object, .lines]) { value, batch throws(PushError) in
        batch.apiCalls.append(try PushedRequest.request(value))
    }

    /// Runs of OpenClaw's scheduled jobs.
    static let cronWebhook = endpoint("/api/v1/webhooks/cron", [.object]) { value, batch throws(PushError) in
        try PushedCronRun.take(value, into: &batch)
    }

    private static func endpoint(
        _ path: String, _ formats: [PushFormat],
        _ take: @escaping @Sendable (JSONValue, inout SourceBatch) throws(PushError) -> Void
    ) -> PushEndpoint {
        let source = SourceID(kind: "push", place: path)
        return PushEndpoint(path: path, formats: formats) { body, format in
            PushReading(body, isLines: format == .lines, source: source, take: take)
        }
    }
}
