// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Puts the calls of scheduled jobs together into runs: those that a scheduler told of, and what else their calls show.
///
/// **The rule**: a call belongs to the run in whose conversation and time it was made, or within five minutes after its end; a
/// conversation that was made for one
/// run is that run's, whatever its length. Calls that no told run explains are runs as ``CallStretch`` knows them, except
/// that in a conversation with told runs five minutes without a call end a run.
struct CronRunBuilder {
    private let told: ToldCronRuns
    private let costMode: CostMode
    private var byRun: [Int: CallStretch] = [:]
    private var rest: CallStretchBuilder

    init(_ runs: [CronRunFacts], costMode: CostMode) {
        told = ToldCronRuns(runs)
        self.costMode = costMode
        rest = CallStretchBuilder(kind: .cron, costMode: costMode)
        rest.isReused = told.isReused
    }

    /// Takes a call. Calls come newest first, as a ledger gives them.
    mutating func add(_ record: RecordedEvent) {
        guard let job = record.event.attribution.cronJob ?? record.session.cronJob,
            let index = told.run(of: record, job: job)
        else { return rest.add(record) }
        var run =
            byRun[index]
            ?? CallStretch(first: record, isOwnSession: record.session.kind == .cron, cronJob: job)
        run.take(record.event, costMode)
        run.told = told.runs[index]
        byRun[index] = run
    }

    /// Runs with calls.
    var stretches: [CallStretch] { rest.stretches + byRun.values }

    /// Runs that were told of and of which no call is known.
    var withoutCalls: [CronRunFacts] {
        told.runs.indices.filter { byRun[$0] == nil }.map { told.runs[$0] }.filter { $0.outcome != .skipped }
    }
}

/// Runs that a scheduler told of, to be found by their calls.
struct ToldCronRuns: Sendable {
    private struct Place: Hashable {
        var job: String
        var session: String
    }

    /// By job and beginning.
    let runs: [CronRunFacts]
    /// Places in ``runs``, by beginning.
    private let byPlace: [Place: [Int]]

    init(_ runs: [CronRunFacts]) {
        let sorted = runs.sorted { ($0.job, $0.startedAt) < ($1.job, $1.startedAt) }
        self.runs = sorted
        byPlace = Dictionary(grouping: sorted.indices) { Place(job: sorted[$0].job, session: sorted[$0].sessionID) }
    }

    /// Whether runs of the job were told of in the conversation.
    func isReused(_ session: SessionID, _ job: String) -> Bool {
        byPlace[Place(job: job, session: session.id)] != nil
    }

    /// The run that a call belongs to; nil when none explains it.
    func run(of record: RecordedEvent, job: String) -> Int? {
        // The conversation for which the call counts, which need not be the one whose log tells it.
        guard let here = byPlace[Place(job: job, session: record.session.session.id)] else { return nil }
        if here.count == 1, runs[here[0]].hasOwnSession { return here[0] }
        // The one that began last before the call.
        let at = record.event.at
        return here.last { runs[$0].reach.start <= at }.flatMap { runs[$0].spans(at) ? $0 : nil }
    }
}
