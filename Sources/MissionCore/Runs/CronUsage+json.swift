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
            "runs_of_unknown_cost": JSONValue(count: unknownRuns),
            "last_run_at": .string(lastRun.iso8601),
            "cost_per_run": costPerRun?.json ?? .null,
            "known_cost": knownCost?.json ?? .null,
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
            "known_cost": isOfUnknownUse ? .null : sums.knownCost?.json ?? .null,
        ]
        return facts.appending(sums.json)
    }
}

extension CronUsage {
    /// What must be said beside the figures.
    public var notes: [String] {
        runs.isEmpty
            ? []
            : UsageNotes(totals, costMode: costMode).sentences + [unknownNote].compactMap(\.self) + [Self.explanation]
    }

    private static let explanation =
        "\(CallStretch.explanation("run", session: SessionKind.cron.rawValue)) Where a run log tells of runs, it decides."

    private var unknownNote: String? {
        switch unknownRuns {
        case 0: nil
        case 1: "1 run left no usage: what it cost is unknown."
        case let count: "\(count.groupedString) runs left no usage: what they cost is unknown."
        }
    }

    /// The sums over all runs, and how many there were.
    public var totalsJSON: JSONValue {
        totals.json.appending([
            "runs": JSONValue(count: runs.count),
            "failed_runs": JSONValue(count: runs.count { $0.isFailed }),
            "runs_of_unknown_cost": JSONValue(count: unknownRuns),
            "known_cost": runs.isEmpty || unknownRuns < runs.count ? totals.knownCost?.json ?? .null : .null,
        ])
    }

    /// Jobs as one object; runs are asked for apart.
    public var json: JSONValue {
        [
            "schema_version": 1, "range": range.json, "totals": totalsJSON, "jobs": .array(jobs.map(\.json)),
            "warnings": .array(notes.map(JSONValue.string)),
        ]
    }
}
