// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Looks at everything that is watched, again and again, and keeps what changes together with the messages about it.
///
/// A look never throws: what cannot be looked at is an alert itself. Budgets are also looked at within each commit of calls
/// (``hook``), so that the call that exceeds one and the message about it are kept together or not at all.
package actor AlertWatch {
    /// What people have set. Each is read anew with every look.
    package struct Settings: Sendable {
        package var plan: @Sendable () throws -> BudgetPlan
        package var alerts: @Sendable () throws -> AlertSettings
        package var audiences: @Sendable () throws -> [AlertAudience]

        package init(
            plan: @escaping @Sendable () throws -> BudgetPlan,
            alerts: @escaping @Sendable () throws -> AlertSettings = { AlertSettings() },
            audiences: @escaping @Sendable () throws -> [AlertAudience] = { [] }
        ) {
            self.plan = plan
            self.alerts = alerts
            self.audiences = audiences
        }
    }

    /// What was read last, for commits: a commit waits for no file.
    private struct Read {
        var plan = BudgetPlan()
        var hasPlan = false
        var alerts = AlertSettings()
        /// Nil before channels could be read: then nobody is told yet, rather than nobody ever.
        var audiences: [AlertAudience]?
        /// The window of five hours at the last look; nil where no budget has one.
        var block: Window?
        /// When budgets were looked at within a commit last, in milliseconds that the program has run.
        var lookedAt = Int64.min
    }

    private let reader: any LedgerReader
    private let writer: any AlertWriter
    private let settings: Settings
    private let zone: Zone
    private let clock: any WallClock
    private let steady: @Sendable () -> Int64
    private let read = Mutex<Read?>(nil)
    private var last: Read?
    private var lastLook: Int64?
    private var lastHistory: Int64?

    /// How often what changes slowly is looked at, in milliseconds.
    private static let historyInterval: Int64 = 5 * 60_000
    /// How often budgets are looked at within commits at most, in milliseconds. What comes in between is seen by the next look.
    private static let commitInterval: Int64 = 1000
    /// How long after a period's end calls that come late still count for alerts, in milliseconds.
    private static let lateness: Int64 = 24 * 3_600_000
    /// How far back periods are caught up on after the program has not run, in milliseconds.
    private static let longestAbsence: Int64 = 8 * 24 * 3_600_000

    /// - Parameters:
    ///   - zone: Whose days, where a budget names no zone.
    ///   - steady: Milliseconds that the program has run, which nobody can set.
    package init(
        reader: any LedgerReader, writer: any AlertWriter, settings: Settings, zone: Zone,
        clock: any WallClock = SystemClock(), steady: @escaping @Sendable () -> Int64 = AlertWatch.milliseconds
    ) {
        self.reader = reader
        self.writer = writer
        self.settings = settings
        self.zone = zone
        self.clock = clock
        self.steady = steady
    }

    /// Milliseconds of a clock that runs also while the computer sleeps, and that nobody can set.
    package static let milliseconds: @Sendable () -> Int64 = {
        let start = ContinuousClock.now
        return {
            let run = (ContinuousClock.now - start).components
            return run.seconds * 1000 + run.attoseconds / 1_000_000_000_000_000
        }
    }()

    /// Looks at everything.
    ///
    /// - Returns: whether anything has changed.
    /// - Throws: ``LedgerError`` where the ledger cannot keep what was seen; then the next look sees it again.
    package func look(beside surroundings: AlertSurroundings) async throws -> Bool {
        let (now, steadyNow) = (clock.now, steady())
        let looksAtHistory = lastHistory.map { steadyNow - $0 >= Self.historyInterval } ?? true
        var failures: [String] = []
        let read = readSettings(&failures)
        let memory = try await reader.alertMemory(since: Self.horizon(now))
        var facts = AlertFacts()
        do {
            facts = try await AlertFacts.load(
                read.plan, from: reader, beside: surroundings, zone: zone, now: now,
                closedAfter: Self.closedAfter(memory, now), looksAtHistory: looksAtHistory)
        } catch let error as CancellationError {
            throw error
        } catch {
            failures.append("\(error)")
        }
        // Without budgets that were ever read, none of them is over.
        if !read.hasPlan { (facts.budgets, facts.forecasts) = (nil, nil) }
        facts.failure = failures.isEmpty ? nil : failures.joined(separator: "; ")
        let findings = AlertEvaluation(read.plan, zone: zone, now: now).findings(facts)
        let elapsed = lastLook.map { steadyNow - $0 } ?? 0
        let isOver: @Sendable (AlertKey) -> Bool = { [facts] in AlertEvaluation.covers($0, facts) }
        let commit: @Sendable (AlertMemory) -> AlertCommit = { memory in
            Self.transitions(memory, read, now: now, elapsed: elapsed, isOver: isOver).commit(findings)
        }
        // Most looks change nothing, and need not wait for whoever writes.
        let first = commit(memory)
        let isNoted = memory.last.map { now.milliseconds - $0.milliseconds < AlertMemory.interval } ?? false
        if !first.isEmpty || !isNoted || memory.last.map({ $0 > now }) ?? false {
            try await writer.transact { transaction in
                try transaction.keep(commit(try transaction.alertMemory(since: Self.horizon(now))))
            }
        }
        lastLook = steadyNow
        if looksAtHistory { lastHistory = steadyNow }
        let block = facts.budgets?.first { $0.budget.period == .window }?.window
        self.read.withLock { known in
            var next = read
            (next.block, next.lookedAt) = (block, known?.lookedAt ?? .min)
            known = next
        }
        return !first.isEmpty
    }

    /// Joins each commit of calls once there was a first look.
    package nonisolated var hook: CommitHook {
        { [self] transaction in
            guard transaction.appended.changesUsage, let read = armed() else { return }
            let now = clock.now
            let budgets = read.plan.budgets.filter { $0.period != .window || read.block?.contains(now) ?? false }
            if budgets.isEmpty { return }
            let periods = BudgetPeriods(now: now, zone: zone, block: read.block)
            let questions = BudgetQuestions(budgets, periods: periods)
            // What keeps budgets from being looked at must not keep calls out of the ledger; the next look tells it.
            guard let commit = try? commit(questions, transaction, read, now) else { return }
            if !commit.isEmpty { try transaction.keep(commit) }
        }
    }

    private nonisolated func commit(
        _ questions: BudgetQuestions, _ transaction: any LedgerTransaction, _ read: Read, _ now: Timestamp
    ) throws -> AlertCommit {
        var answers: [UsageQuery: [UsageRow]] = [:]
        for query in questions.queries { answers[query] = try transaction.rows(for: query) }
        let findings = questions.statuses(answers).flatMap { AlertFinding.list($0, zone: zone) }
        let memory = try transaction.alertMemory(since: Self.horizon(now))
        return Self.transitions(memory, read, now: now, elapsed: 0, isOver: { _ in false }).commit(findings)
    }

    private nonisolated func armed() -> Read? {
        let now = steady()
        return read.withLock { read in
            guard let known = read, !known.plan.budgets.isEmpty,
                known.lookedAt == .min || now - known.lookedAt >= Self.commitInterval
            else { return nil }
            read?.lookedAt = now
            return known
        }
    }

    /// What cannot be read stays as it was last, so that nobody is told less than before.
    private func readSettings(_ failures: inout [String]) -> Read {
        var read = last ?? Read()
        do { (read.plan, read.hasPlan) = (try settings.plan(), true) } catch { failures.append("\(error)") }
        do { read.alerts = try settings.alerts() } catch { failures.append("\(error)") }
        do { read.audiences = try settings.audiences() } catch { failures.append("\(error)") }
        last = read
        return read
    }

    private static func transitions(
        _ memory: AlertMemory, _ read: Read, now: Timestamp, elapsed: Int64,
        isOver: @escaping @Sendable (AlertKey) -> Bool
    ) -> AlertTransitions {
        AlertTransitions(
            memory: memory, audiences: read.audiences ?? [], now: now, elapsed: elapsed,
            isMuted: { read.audiences == nil || read.alerts.mutedUntil($0, at: now) != nil }, isOver: isOver)
    }

    private static func horizon(_ now: Timestamp) -> Timestamp { now.advanced(byMilliseconds: -AlertMemory.span) }

    /// Periods that ended after this moment may still be exceeded without anybody knowing; none before the first look.
    private static func closedAfter(_ memory: AlertMemory, _ now: Timestamp) -> Timestamp? {
        guard let first = memory.first else { return nil }
        let late = now.advanced(byMilliseconds: -lateness)
        return max(first, min(memory.last ?? late, late), now.advanced(byMilliseconds: -longestAbsence))
    }
}

extension AppendResult {
    /// Whether any sum may have moved.
    fileprivate var changesUsage: Bool { inserted + updated + covered + uncovered > 0 }
}
