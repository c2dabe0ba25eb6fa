// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension SessionSummary {
    /// The conversation and its sums, with the names that every interface uses.
    public var json: JSONValue {
        let facts: JSONValue = [
            "session": .string(session.displayKey),
            "session_id": .string(session.session.id),
            "agent": .string(session.agentName),
            "harness": .string(session.session.harness),
            "session_kind": .string((session.kind ?? .unattributed).rawValue),
            "label": JSONValue(session.label),
            "cron": JSONValue(session.cronJob),
            "channel": JSONValue(session.channel),
            "project": JSONValue(session.project),
            "context": session.context?.json ?? .null,
            "models": .array(models.map(JSONValue.string)),
            "started_at": JSONValue(session.startedAt?.iso8601),
            "first_call_at": .string(firstCall.iso8601),
            "last_call_at": .string(lastCall.iso8601),
        ]
        return facts.appending(sums.json)
    }
}

extension ContextGauge {
    /// `{"used_tokens","limit_tokens","percent","at"}`.
    var json: JSONValue {
        [
            "used_tokens": .integer(used), "limit_tokens": JSONValue(limit), "percent": JSONValue(percent),
            "at": .string(at.iso8601),
        ]
    }
}
