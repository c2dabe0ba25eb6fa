// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation
internal import MissionCore

/// What the log of finished cron runs says about one: a line of `cron/runs/<job>.jsonl`, or an `entry_json` of
/// `cron_run_logs`, which holds the same.
///
/// A run has a transcript, and the ledger prefers it. Transcripts of runs are pruned after a day, though, and then the log
/// alone tells what the run consumed: input and output, mostly without cache. `total_tokens` there is how full the context
/// was, no consumption.
struct OpenClawCronRun {
    /// Which conversation it was; nil when the entry names none of its own.
    let facts: SessionFacts?
    /// The whole run as one call; nil when the entry has no usage.
    let event: UsageEvent?
    /// What is wrong with its usage.
    let defect: RejectionReason?

    /// Reads an entry; nil when it is no finished run of a job.
    ///
    /// - Parameters:
    ///   - job: The job that the place of the entry tells, for entries that do not.
    ///   - agent: The agent that the place of the entry tells, for entries that do not.
    init?(entry: JSONValue, job: String? = nil, agent: String = "main", names: NameCache = NameCache()) {
        guard entry.isObject, let job = entry.at("jobId")?.text ?? job else { return nil }
        if let action = entry.at("action")?.text, action != "finished" { return nil }
        let key = entry.at("sessionKey")?.text.map(SessionKey.init)
        // A job may run inside somebody else's conversation, which then is no cron session.
        let isOwn = key.map { $0.kind == .cron } ?? true
        let start = entry.at("runAtMs")?.whole
        let time = entry.at("ts")?.whole ?? start
        let id = entry.at("sessionId")?.text ?? (isOwn ? key?.cronRun : nil)
        let session = SessionID(
            harness: "openclaw", agent: key?.agent ?? agent, id: id ?? "cron:\(job):at:\(start ?? time ?? 0)")
        let moment = time.map(Timestamp.init(milliseconds:)).flatMap { Timestamp.plausible.contains($0) ? $0 : nil }
        let knowsFacts = isOwn && (id != nil || key != nil)
        facts =
            knowsFacts
            ? SessionFacts(
                session: session, key: key?.text, kind: .cron, cronJob: job, origin: .runLog, asOf: moment) : nil

        var defect: RejectionReason?
        let tokens = Self.tokens(entry.at("usage"), &defect)
        let isCounted = entry.at("status")?.text != "skipped" && tokens.total > 0
        if isCounted, moment == nil { defect = .badTime }
        self.defect = defect
        guard isCounted, defect == nil, let moment else {
            event = nil
            return
        }
        var attribution = names.attribution(
            provider: entry.at("provider")?.text ?? "", model: entry.at("model")?.text ?? "")
        attribution.kind = .cron
        attribution.cronJob = job
        event = UsageEvent(
            id: Self.identity(job: job, session: id ?? "", start: start ?? moment.milliseconds), at: moment,
            session: session, attribution: attribution, tokens: tokens,
            durationMilliseconds: entry.at("durationMs")?.whole, status: Self.status(entry), source: .runLog,
            grain: .conversation)
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
        var hasher = SHA256()
        for text in ["openclaw cron run", job, session, "\(start)"] {
            hasher.update(data: Data(text.utf8))
            hasher.update(data: [0xff])
        }
        return EventID(hasher.finalize())
    }
}
