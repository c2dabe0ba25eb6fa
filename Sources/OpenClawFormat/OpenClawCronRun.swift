// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What OpenClaw says about a finished cron run: in a line of `cron/runs/<job>.jsonl`, in an `entry_json` of
/// `cron_run_logs`, and in what it posts to a webhook. All of them hold the same, but only logs say when they were written.
///
/// A run has a transcript, and the ledger prefers it. Transcripts of runs are pruned after a day, though, and then the log
/// alone tells what the run consumed: input and output, mostly without cache. `total_tokens` there is how full the context
/// was, no consumption.
package struct OpenClawCronRun {
    /// The agent that ran it.
    package let agent: String
    /// Which conversation it was; nil when the entry names none of its own.
    package let facts: SessionFacts?
    /// The run itself, also without usage; nil when the entry does not say when it was.
    package let run: CronRunFacts?
    /// The whole run as one call; nil when the entry has no usage.
    package let event: UsageEvent?
    /// What is wrong with its usage.
    package let defect: RejectionReason?

    /// Reads an entry; nil when it is no finished run of a job.
    ///
    /// - Parameters:
    ///   - job: The job that the place of the entry tells, for entries that do not.
    ///   - agent: The agent that the place of the entry tells, for entries that do not.
    ///   - attribution: Makes the attribution from provider and model as recorded.
    package init?(
        entry: JSONValue, job: String? = nil, agent: String = "main",
        attribution: (String, String) -> Attribution = { Attribution(recordedProvider: $0, recordedModel: $1) }
    ) {
        guard entry.isObject, let job = entry.at("jobId")?.text ?? job else { return nil }
        if let action = entry.at("action")?.text, action != "finished" { return nil }
        let key = entry.at("sessionKey")?.text.map(SessionKey.init)
        // A job may run inside somebody else's conversation, which then is no cron session.
        let isOwn = key.map { $0.kind == .cron } ?? true
        let start = entry.at("runAtMs")?.whole
        let duration = entry.at("durationMs")?.whole
        let time = entry.at("ts")?.whole ?? start.map { $0.addingSaturating(duration ?? 0) }
        let id = entry.at("sessionId")?.text ?? (isOwn ? key?.cronRun : nil)
        self.agent = key?.agent ?? agent
        let session = SessionID(
            harness: "openclaw", agent: self.agent,
            id: id ?? CronRunFacts.sessionID(job: job, startedAt: Timestamp(milliseconds: start ?? time ?? 0)))
        let moment = time.map(Timestamp.init(milliseconds:)).flatMap { Timestamp.plausible.contains($0) ? $0 : nil }
        let knowsFacts = isOwn && (id != nil || key != nil)
        facts =
            knowsFacts
            ? SessionFacts(
                session: session, key: key?.text, kind: .cron, cronJob: job, origin: .runLog, asOf: moment) : nil

        run = Self.run(entry, job: job, session: session.id, key: key, start: start, end: time)

        var defect: RejectionReason?
        let tokens = Self.tokens(entry.at("usage"), &defect)
        let isCounted = entry.at("status")?.text != "skipped" && tokens.total > 0
        if isCounted, moment == nil { defect = .badTime }
        self.defect = defect
        guard isCounted, defect == nil, let moment else {
            event = nil
            return
        }
        var attribution = attribution(entry.at("provider")?.text ?? "", entry.at("model")?.text ?? "")
        attribution.kind = .cron
        attribution.cronJob = job
        event = UsageEvent(
            id: Self.identity(job: job, session: id ?? "", start: start ?? moment.milliseconds), at: moment,
            session: session, attribution: attribution, tokens: tokens,
            durationMilliseconds: duration, status: Self.status(entry), source: .runLog, grain: .conversation)
    }

    private static func run(
        _ entry: JSONValue, job: String, session: String, key: SessionKey?, start: Int64?, end: Int64?
    ) -> CronRunFacts? {
        let duration = entry.at("durationMs")?.whole
        // Where only its end is written down, its duration tells the beginning.
        guard let start = start ?? end.map({ $0.subtractingSaturating(max(0, duration ?? 0)) }) else { return nil }
        let (began, ended) = (Timestamp(milliseconds: start), end.map(Timestamp.init(milliseconds:)))
        guard Timestamp.plausible.contains(began), ended.map(Timestamp.plausible.contains) ?? true else { return nil }
        let outcome: CronRunFacts.Outcome =
            switch entry.at("status")?.text {
            case "skipped": .skipped
            case "error": .failed(status(entry))
            default: .finished
            }
        // The run's own duration, where the log was written later.
        let finished = duration.map { Timestamp(milliseconds: start.addingSaturating(max(0, $0))) } ?? ended
        return CronRunFacts(
            job: job, startedAt: began, endedAt: finished, agent: key?.agent, outcome: outcome, sessionID: session,
            key: key?.text)
    }

    private static func tokens(_ usage: JSONValue?, _ defect: inout RejectionReason?) -> TokenCounts {
        func count(_ key: String) -> Int64 {
            guard let value = usage?.at(key) else { return 0 }
            guard let number = value.whole, (0...TokenCounts.plausibleMaximum).contains(number) else {
                defect = .badTokenCount
                return 0
            }
            return number
        }
        return TokenCounts(
            input: count("input_tokens"), output: count("output_tokens"), cacheRead: count("cache_read_tokens"),
            cacheWrite5m: count("cache_write_tokens"))
    }

    private static func status(_ entry: JSONValue) -> CallStatus {
        guard entry.at("status")?.text == "error" else { return .ok }
        let bytes = [UInt8]((entry.at("error")?.text ?? "").utf8)
        return OpenClawFailure.classify(bytes.span, 0..<bytes.count)
    }

    /// The same for every copy of the entry. A job may run in one conversation again and again, so its time is part of it.
    private static func identity(job: String, session: String, start: Int64) -> EventID {
        var hash = ContentHash("openclaw cron run")
        for text in [job, session, "\(start)"] { hash.add(text) }
        return hash.id
    }
}
