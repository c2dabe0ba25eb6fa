// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import OpenClawFormat

/// What OpenClaw posts when a cron job with `delivery.mode: "webhook"` has run: the same that it writes into the job's log, so
/// that webhook and log are one row.
enum PushedCronRun {
    static func take(_ value: JSONValue, into batch: inout SourceBatch) throws(PushError) {
        guard value.isObject else { throw PushError(.notJSON) }
        let job = value.at("job")
        guard value.at("action")?.text == "finished" else { throw PushError(.badField, "action") }
        guard let run = OpenClawCronRun(entry: value, agent: job?.at("agentId")?.text ?? "main") else {
            throw PushError(.badField, "jobId")
        }
        if let defect = run.defect { throw PushError(defect) }
        if let facts = run.facts { batch.sessions.append(facts) }
        if let run = run.run { batch.cronRuns.append(run) }
        if var event = run.event {
            event.provenance = .push
            batch.events.append(event)
        }
        if let id = value.at("jobId")?.text, let name = job?.at("name")?.text {
            let agent = job?.at("agentId")?.text ?? run.agent
            var facts = CronJobFacts(id: id, agent: agent, name: name)
            facts.nextRun = OpenClawCronStore.moment(value.at("nextRunAtMs"))
            batch.cronJobs.append(facts)
        }
    }
}
