// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting

/// Batches that say everything that can be said.
enum WireBatches {
    private static let source = SourceID(kind: "", place: "/home/é👩‍👩‍👧/\u{0} \"\\\n<")
    private static let session = SessionID(harness: "openclaw", agent: "", id: "\u{2028}é")

    /// Every field of every value is set, to what it can be at most, at least and at its oddest.
    static let extremes = [Int64.min, .max].map(batch)

    private static func batch(_ number: Int64) -> SourceBatch {
        let time = Timestamp(milliseconds: number)
        let id = EventID(high: number, low: ~number)
        return SourceBatch(
            source: source, events: CostBasis.allCases.map { event(number, $0) },
            renamings: [EventRenaming(old: id, new: EventID(high: 0, low: -1), session: session)],
            apiCalls: CallStatus.allCases.map { status in
                APICall(
                    id: id, at: time, service: "", endpoint: "/é", method: "GET", statusCode: Int(number),
                    status: status, durationMilliseconds: number)
            },
            sessions: FactOrigin.allCases.map { facts(number, $0) },
            links: [BackendLink(session: session, backend: BackendName(harness: "", id: "🦞"))],
            cronJobs: schedules(number).map { schedule in
                CronJobFacts(id: "", agent: "🦞", name: "", isEnabled: false, schedule: schedule, nextRun: time)
            },
            cronRuns: outcomes.map { run(time, $0) },
            quotas: [
                QuotaRecord(
                    gateway: "", provider: "|", label: "5h",
                    reading: QuotaReading(at: time, usedHundredths: number, resetsAt: time))
            ],
            rejections: RejectionReason.allCases.map { reason in
                Rejection(source: source, item: "", position: number, length: number, reason: reason)
            },
            checkpoints: [Checkpoint(source: source, item: "", position: "\u{7f}\t")], bytes: number)
    }

    private static func event(_ number: Int64, _ basis: CostBasis) -> UsageEvent {
        let attribution = Attribution(
            provider: "", model: "", recordedProvider: "Ä", recordedModel: "a/b", gateway: "", account: "", machine: "",
            kind: .unattributed, cronJob: "", taskType: "", caller: "")
        return UsageEvent(
            id: EventID(high: number, low: number), at: Timestamp(milliseconds: number), session: session,
            sessionStart: Timestamp(milliseconds: number), attribution: attribution,
            tokens: TokenCounts(
                input: number, output: number, cacheRead: number, cacheWrite5m: number, cacheWrite1h: number,
                reasoning: number), webSearches: number, serviceTier: "", region: "", durationMilliseconds: number,
            status: .badRequest, isSynthetic: true,
            cost: Cost(
                reported: Money(nanodollars: number), isProviderBilled: true, estimated: Money(nanodollars: number),
                basis: basis, priceRevision: "é"), source: .status, grain: .turn,
            provenance: Provenance(rawValue: number), answer: AnswerKey(hash: number, isPartial: number > 0))
    }

    private static func facts(_ number: Int64, _ origin: FactOrigin) -> SessionFacts {
        let time = Timestamp(milliseconds: number)
        return SessionFacts(
            session: session, key: "", kind: .hook, cronJob: "", channel: "", label: "🦞", project: "", parentKey: "",
            startedAt: time, context: ContextGauge(used: number, limit: number, at: time), origin: origin, asOf: time)
    }

    private static func schedules(_ number: Int64) -> [CronSchedule?] {
        [
            nil, .once(Timestamp(milliseconds: number)), .every(.max), .fields("", zone: nil),
            .fields(" - ", zone: "-"),
        ]
    }

    private static let outcomes: [CronRunFacts.Outcome] =
        [.finished, .skipped] + CallStatus.allCases.map { .failed($0) }

    private static func run(_ time: Timestamp, _ outcome: CronRunFacts.Outcome) -> CronRunFacts {
        var run = CronRunFacts(job: "", startedAt: time, agent: "", outcome: outcome, sessionID: "", key: "")
        // An end before the beginning is what some schedulers tell.
        run.endedAt = Timestamp(milliseconds: 0)
        return run
    }
}

/// Whether two batches say the same; a batch itself is not compared anywhere else.
struct BatchContent: Equatable {
    private let parts: [[AnyHashable]]
    private let checkpoints: [Checkpoint]
    private let bytes: Int64

    init(_ batch: SourceBatch) {
        parts = [
            [batch.source], batch.events, batch.renamings, batch.apiCalls, batch.sessions, batch.links, batch.cronJobs,
            batch.cronRuns, batch.quotas, batch.rejections,
        ]
        checkpoints = batch.checkpoints
        bytes = batch.bytes
    }
}
