// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Groups the calls of scheduled jobs into runs: those that a scheduler told of, and what else their calls show.
///
/// **The rule**: a call belongs to the run in whose conversation and time it was made, or within five minutes after its end; a
/// conversation that was made for one
/// run is that run's, whatever its length. Calls that no told run explains are runs as ``RunGroup`` knows them, except
/// that in a conversation with told runs five minutes without a call end a run.
struct CronRunBuilder {
    private let told: ToldCronRuns
    private let costMode: CostMode
    private var byRun: [Int: RunGroup] = [:]
    private var rest: RunGroupBuilder

    init(_ told: ToldCronRuns, costMode: CostMode) {
        self.told = told
        self.costMode = costMode
        rest = RunGroupBuilder(kind: .cron, costMode: costMode)
        rest.isReused = told.isReused
    }

    /// Takes calls that belong to one run. Those that ended last come first, as a ledger gives them.
    mutating func add(_ group: CallGroup) {
        guard let job = group.cronJob, let index = told.run(of: group.session, at: group.last, job: job) else {
            return rest.add(group)
        }
        byRun[index, default: RunGroup(last: group, isOwnSession: group.session.kind == .cron)].take(group, costMode)
        byRun[index]?.told = told.runs[index]
    }

    /// Runs with calls.
    var groups: [RunGroup] { rest.groups + byRun.values }

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
    ///
    /// - Parameter session: The conversation for which the call counts, which need not be the one whose log tells it.
    func run(of session: SessionFacts, at moment: Timestamp, job: String) -> Int? {
        guard let here = byPlace[Place(job: job, session: session.session.id)] else { return nil }
        if here.count == 1, runs[here[0]].hasOwnSession { return here[0] }
        return nearest(here, moment).flatMap { runs[$0].spans(moment) ? $0 : nil }
    }

    /// Whether calls of a group may belong to different runs.
    func cut(_ group: CallGroup) -> Bool {
        guard let job = group.cronJob, let here = byPlace[Place(job: job, session: group.session.session.id)],
            here.count > 1 || !runs[here[0]].hasOwnSession
        else { return false }
        let (first, last) = (nearest(here, group.first), nearest(here, group.last))
        guard first == last else { return true }
        return first.map { runs[$0].spans(group.first) != runs[$0].spans(group.last) } ?? false
    }

    /// The one that began last before a moment.
    private func nearest(_ places: [Int], _ moment: Timestamp) -> Int? {
        places.last { runs[$0].reach.start <= moment }
    }
}
