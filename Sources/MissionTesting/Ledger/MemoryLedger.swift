// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore
internal import Synchronization

/// A ledger in memory that answers from the calls themselves: no rollups, no interning, nothing to get wrong twice.
///
/// It is the oracle for every other ledger, so it is written for being obviously right and not for speed.
package actor MemoryLedger: LedgerWriter, LedgerReader {
    let clock: any WallClock
    var events: [EventID: UsageEvent] = [:]
    /// Requests to services; looked after in `MemoryLedger+requests.swift`.
    var requests: [EventID: APICall] = [:]
    /// The kinds of source that ever told of a conversation's calls.
    var told: [SessionID: Set<SourceKind>] = [:]
    /// The gateways that ever told of a conversation's calls.
    var toldThrough: [SessionID: Set<String>] = [:]
    /// Calls by the keys of the answers that they tell, and whether they tell them in part.
    var answers: [Int64: [EventID: Bool]] = [:]
    /// Which conversations of other programs are known to have answered whose turns.
    var links: Set<BackendLink> = []
    /// For whom other programs' calls were made; looked after in `MemoryLedger+backends.swift`.
    var owners: [EventID: CallOwner] = [:]
    /// Calls that do not count.
    var covered: Set<EventID> = []
    /// Those among them of which only time and counts are told.
    var points: Set<EventID> = []
    private var facts: [SessionID: SessionFacts] = [:]
    private var jobs: [[String]: CronJobFacts] = [:]
    private var runs: [[String]: CronRunFacts] = [:]
    /// In the order in which they came.
    var quotas: [QuotaRecord] = []
    private var rejected: [Rejection] = []
    private var checkpoints: [SourceID: [String: Checkpoint]] = [:]
    private var states: [SourceID: SourceState] = [:]
    private var generation: Int64 = 0
    /// In the order in which they happened.
    var repricings: [Repricing] = []
    /// By the number of the repricing.
    var formerStamps: [Int64: [EventID: FormerStamp]] = [:]
    /// What alerts have come to.
    var alerts = MemoryAlerts()
    /// Answers to pushes, by key.
    var receipts: [String: StoredReceipt] = [:]

    package init(clock: any WallClock = FixedClock()) {
        self.clock = clock
    }

    /// Takes in a batch, unless what joins it throws.
    package func append(_ batch: SourceBatch, joining hook: CommitHook?) async throws -> AppendResult {
        guard let hook else { return take(batch) }
        let undo = snapshot()
        do {
            let result = take(batch)
            try join(hook, result)
            return result
        } catch {
            undo()
            throw error
        }
    }

    /// Runs what joins a commit.
    func join(_ hook: CommitHook, _ result: AppendResult) throws {
        let transaction = MemoryTransaction(appended: result, alerts: alerts, answer: sums)
        try hook(transaction)
        generation += transaction.kept.withLock { $0.changes } - alerts.changes
        alerts = transaction.kept.withLock { $0 }
    }

    /// Moves on what ``UsageReader/state()`` tells.
    func countChange() { generation += 1 }

    private func take(_ batch: SourceBatch) -> AppendResult {
        var result = AppendResult()
        let before = (facts, jobs, checkpoints, runs)
        let linksBefore = links
        var new: Set<EventID> = []
        var isChanged = rename(batch.renamings)
        for session in batch.sessions { facts[session.session] = known(session.session).merging(session) }
        links.formUnion(batch.links.filter(\.isMeaningful))
        for event in batch.events {
            if events[event.id] == nil { new.insert(event.id) }
            if take(event, &result) { isChanged = true }
        }
        let isOwnedAnew = ownAgain()
        coverAgain(new: new, &result)
        result.requests = take(batch.apiCalls)
        for job in batch.cronJobs { take(job) }
        for run in batch.cronRuns {
            let key = [run.job, "\(run.startedAt.milliseconds)"]
            runs[key] = runs[key]?.merging(run) ?? run
        }
        for rejection in batch.rejections where !isKnown(rejection) {
            rejected.append(rejection)
            result.rejected += 1
        }
        for checkpoint in batch.checkpoints {
            checkpoints[checkpoint.source, default: [:]][checkpoint.item] = checkpoint
        }
        let sources = [batch.source] + batch.rejections.map(\.source) + batch.checkpoints.map(\.source)
        for source in sources where states[source] == nil {
            states[source] = SourceState(source: source, items: 0, rejections: 0, lastCommit: nil)
        }
        let isQuotaNew = keep(batch.quotas)
        let isLearnt =
            isQuotaNew || isOwnedAnew || before.0 != facts || before.1 != jobs || before.2 != checkpoints
            || before.3 != runs || linksBefore != links
        let changes = result.covered + result.uncovered + result.rejected + result.requests
        if isLearnt || isChanged || changes > 0 {
            generation += 1
            count(batch, result)
        }
        return result
    }

    /// How far a source has got, by item.
    package func checkpoints(of source: SourceID) async throws -> [String: Checkpoint] {
        checkpoints[source] ?? [:]
    }

    /// Sums, straight from the calls.
    package func rows(for query: UsageQuery) async throws -> [UsageRow] {
        sums(for: query)
    }

    private func sums(for query: UsageQuery) -> [UsageRow] {
        var sums: [[String?]: UsageSums] = [:]
        for record in records(query) {
            let keys = query.groupBy.map { record.key($0, in: query.zone) }
            sums[keys, default: UsageSums()] += UsageSums(record.event)
        }
        return sums.map { UsageRow(keys: $0, sums: $1) }
    }

    /// Quarter hours, straight from the calls.
    package func calledQuarters(in window: Window) async throws -> [QuarterHour] {
        Set(records(UsageQuery(window: window)).map { QuarterHour(containing: $0.event.at) }).sorted()
    }

    /// Calls, newest first; of equal time the larger identity first.
    package func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent] {
        let newestFirst = records(query).sorted { ($1.event.at, $1.event.id) < ($0.event.at, $0.event.id) }
        let behind = newestFirst.filter { record in
            after.map { (record.event.at, record.event.id) < ($0.at, $0.id) } ?? true
        }
        return Array(behind.prefix(max(0, limit)))
    }

    /// Conversations, most expensive first.
    package func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] {
        let summaries = Dictionary(grouping: records(query), by: \.session.session).values.compactMap {
            SessionSummary($0, query.costMode)
        }
        return Array(summaries.mostExpensiveFirst.prefix(max(0, limit)))
    }

    /// Scheduled jobs, by agent and id.
    package func cronJobs() async throws -> [CronJobFacts] {
        jobs.values.sorted { ($0.agent, $0.id) < ($1.agent, $1.id) }
    }

    /// Runs of scheduled jobs of which some part lies in the window.
    package func cronRuns(in window: Window) async throws -> [CronRunFacts] {
        runs.values.filter { $0.startedAt < window.end && $0.endedAt >= window.start }
            .sorted { ($0.startedAt, $0.job) < ($1.startedAt, $1.job) }
    }

    /// Rejected input, newest first; a page begins behind the number of rejections that `after` says are left.
    package func rejections(after: Int64?, limit: Int) async throws -> RejectionPage {
        let left = max(0, min(Int(clamping: after ?? .max), rejected.count))
        let page = Array(rejected[..<left].reversed().prefix(max(0, limit)))
        let rest = left - page.count
        return RejectionPage(rejections: page, next: rest > 0 && !page.isEmpty ? Int64(rest) : nil)
    }

    /// What each source has put in, by kind and place.
    package func sourceStates() async throws -> [SourceState] {
        states.values.map { state in
            var state = state
            state.items = checkpoints[state.source]?.count ?? 0
            state.rejections = rejected.count { $0.source == state.source }
            return state
        }
        .sorted { ($0.source.kind, $0.source.place) < ($1.source.kind, $1.source.place) }
    }

    /// Where the ledger stands.
    package func state() async throws -> LedgerState {
        let counted = events.values.filter { !covered.contains($0.id) }
        let quarters = counted.map { QuarterHour(containing: $0.at) }
        let extent = quarters.min().flatMap { first in quarters.max().map { first...$0 } }
        return LedgerState(
            generation: generation, events: Int64(counted.count), newestEvent: counted.map(\.at).max(),
            extent: extent)
    }

    /// How to make everything be again as it is now.
    private func snapshot() -> () -> Void {
        let calls = (events, requests, answers, covered, points, (told, toldThrough, links, owners))
        let beside = (facts, jobs, runs, quotas, rejected, checkpoints, states, generation)
        let alerts = alerts
        return { [self] in
            (events, requests, answers, covered, points, (told, toldThrough, links, owners)) = calls
            (facts, jobs, runs, quotas, rejected, checkpoints, states, generation) = beside
            self.alerts = alerts
        }
    }

    /// Remembers that calls were stamped again, under the next number.
    func keep(_ repricing: Repricing) -> Repricing {
        var kept = repricing
        kept.id = Int64(repricings.count + 1)
        repricings.append(kept)
        generation += 1
        return kept
    }

    /// The calls, in no order.
    var allEvents: some Collection<UsageEvent> { events.values }

    private func count(_ batch: SourceBatch, _ result: AppendResult) {
        guard var state = states[batch.source] else { return }
        state.lastCommit = clock.now
        state.events = (state.events ?? 0) + Int64(result.inserted - result.insertedSynthetic)
        state.repeats += Int64(result.updated + result.unchanged)
        state.newestEvent = ([state.newestEvent].compactMap(\.self) + batch.events.map(\.at)).max()
        states[batch.source] = state
    }

    /// Takes in a call; says whether anything about it is new.
    func take(_ event: UsageEvent, _ result: inout AppendResult) -> Bool {
        if !event.isSynthetic { told[event.session, default: []].insert(event.source) }
        if !event.isSynthetic { toldThrough[event.session, default: []].insert(event.attribution.gateway) }
        if let answer = event.answer { return take(event, answer, &result) }
        guard let known = events[event.id] else {
            events[event.id] = event
            result.inserted += 1
            if event.isSynthetic { result.insertedSynthetic += 1 }
            return true
        }
        guard let better = known.superseded(by: event) else {
            events[event.id]?.provenance.formUnion(event.provenance)
            result.unchanged += 1
            return !known.provenance.isSuperset(of: event.provenance)
        }
        events[event.id] = better
        result.updated += 1
        return true
    }

    private func take(_ job: CronJobFacts) {
        jobs[[job.agent, job.id]] = jobs[[job.agent, job.id]]?.merging(job) ?? job
    }

    private func isKnown(_ rejection: Rejection) -> Bool {
        rejected.contains {
            ($0.source, $0.item, $0.position, $0.reason)
                == (rejection.source, rejection.item, rejection.position, rejection.reason)
        }
    }

    func known(_ session: SessionID) -> SessionFacts {
        facts[session] ?? SessionFacts(session: session)
    }

    private func records(_ query: UsageQuery) -> [RecordedEvent] {
        events.values.filter { !covered.contains($0.id) }.map(record).filter { $0.matches(query) }
    }

    /// A call as it counts.
    func record(_ event: UsageEvent) -> RecordedEvent {
        let owner = owners[event.id]
        return RecordedEvent(event: event.counted(for: owner), session: known(owner?.session ?? event.session))
    }
}

extension MemoryLedger {
    /// Gives known calls their new identities; says whether any was renamed.
    func rename(_ renamings: [EventRenaming]) -> Bool {
        var isChanged = false
        for renaming in renamings where renaming.old != renaming.new && events[renaming.new] == nil {
            guard var event = events[renaming.old], event.session.harness == renaming.session.harness,
                event.session.id == renaming.session.id
            else { continue }
            event.id = renaming.new
            events[renaming.old] = nil
            events[renaming.new] = event
            if covered.remove(renaming.old) != nil { covered.insert(renaming.new) }
            isChanged = true
        }
        return isChanged
    }
}
