// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CronUsage.Job {
    /// The job and its sums, with the names that every interface uses.
    public var json: JSONValue {
        let facts: JSONValue = [
            "cron": .string(id),
            "name": JSONValue(name),
            "agent": .string(agent),
            "enabled": isEnabled.map(JSONValue.bool) ?? .null,
            "runs": JSONValue(count: runs),
            "failed_runs": JSONValue(count: failedRuns),
            "runs_inside_other_conversations": JSONValue(count: insideRuns),
            "last_run_at": .string(lastRun.iso8601),
            "cost_per_run": costPerRun?.json ?? .null,
        ]
        return facts.appending(sums.json)
    }
}

extension CallStretch {
    /// A run of a job and its sums.
    public var runJSON: JSONValue {
        let facts: JSONValue = [
            "cron": JSONValue(cronJob),
            "agent": .string(session.agentName),
            "session": .string(session.displayKey),
            "session_id": .string(session.session.id),
            "inside_other_conversation": .bool(!isOwnSession),
            "started_at": .string(startedAt.iso8601),
            "last_call_at": .string(lastCall.iso8601),
            "duration_ms": JSONValue(durationMilliseconds),
            "status": .string(status.rawValue),
            "failed": .bool(isFailed),
            "models": .array(models.map(JSONValue.string)),
            "known_cost": sums.knownCost?.json ?? .null,
        ]
        return facts.appending(sums.json)
    }
}

extension CronUsage {
    /// What must be said beside the figures.
    public var notes: [String] {
        runs.isEmpty
            ? []
            : UsageNotes(totals, costMode: costMode).sentences + [
                CallStretch.explanation("run", session: SessionKind.cron.rawValue)
            ]
    }

    /// Jobs as one object; runs are asked for apart.
    public var json: JSONValue {
        [
            "schema_version": 1, "range": range.json, "totals": totals.json, "jobs": .array(jobs.map(\.json)),
            "warnings": .array(notes.map(JSONValue.string)),
        ]
    }
}
