// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension PushReading {
    /// Reads what OpenClaw posts when a cron job with `delivery.mode: "webhook"` has run: the same that it writes into the
    /// job's log, so that webhook and log are one row.
    public init?(cronRun body: [UInt8]) {
        let source = SourceID(kind: "push", place: "/api/v1/webhooks/cron")
        self.init(body, isLines: false, source: source) { value, batch throws(PushDefect) in
            guard value.isObject else { throw PushDefect(.notJSON) }
            let job = value.at("job")
            guard value.at("action")?.text == "finished" else { throw PushDefect(.badField, "action") }
            guard let run = OpenClawCronRun(entry: value, agent: job?.at("agentId")?.text ?? "main") else {
                throw PushDefect(.badField, "jobId")
            }
            if let defect = run.defect { throw PushDefect(defect) }
            if let facts = run.facts { batch.sessions.append(facts) }
            if let run = run.run { batch.cronRuns.append(run) }
            if var event = run.event {
                event.provenance = .push
                batch.events.append(event)
            }
            if let id = value.at("jobId")?.text, let name = job?.at("name")?.text {
                let agent = job?.at("agentId")?.text ?? run.agent
                batch.cronJobs.append(CronJobFacts(id: id, agent: agent, name: name))
            }
        }
    }
}
