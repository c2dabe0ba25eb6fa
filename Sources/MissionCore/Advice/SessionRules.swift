// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Conversations that cost many times what others of their kind do.
struct RunawayRule: AdviceRule {
    private struct Conversation {
        var facts: SessionFacts
        var kind: SessionKind?
        var group = AdviceGroup()
        var days: [CivilDay: Money] = [:]
    }

    private var conversations: [SessionID: Conversation] = [:]

    /// A conversation runs away when it costs so many times the usual.
    private static let factor: Int64 = 20
    /// With fewer others of its kind nothing is usual.
    private static let least = 5
    /// What is cheaper is nobody's concern.
    private static let concern = Money(nanodollars: 5 * Money.nanodollarsPerDollar)

    mutating func take(_ call: AdviceCall) {
        var known = conversations[call.session.session] ?? Conversation(facts: call.session, kind: call.kind)
        known.group.add(call)
        known.days[call.day, default: .zero] += call.cost
        conversations[call.session.session] = known
    }

    func suggestions(days: Int) -> [Suggestion] {
        Dictionary(grouping: conversations.values, by: \.kind).values.flatMap { peers -> [Suggestion] in
            guard peers.count > Self.least else { return [] }
            let costs = peers.map(\.group.cost).sorted()
            let usual = max(costs[costs.count / 2], Money(nanodollars: 1))
            return peers.filter { peer in
                peer.group.cost >= Self.concern && peer.group.cost.nanodollars / Self.factor >= usual.nanodollars
            }.map { suggestion($0, usual: usual, days) }
        }
    }

    private func suggestion(_ peer: Conversation, usual: Money, _ days: Int) -> Suggestion {
        // What it cost beyond the usual, spread over its days as its cost was.
        let excess = peer.group.cost - usual
        let savings = peer.days.mapValues { cost in
            let share = Int128(cost.nanodollars) * Int128(excess.nanodollars)
            return Money(nanodollars: Int64(clamping: share / Int128(max(1, peer.group.cost.nanodollars))))
        }
        return Suggestion(
            kind: .runawaySession, subject: peer.facts.displayKey,
            evidence: [
                .init(name: "usual for its kind", value: usual.displayString),
                .init(name: "calls", value: peer.group.calls.groupedString),
            ],
            filters: [.session: [peer.facts.displayKey]], calls: peer.group.calls, cost: peer.group.cost,
            saving: SavingEstimate(savings, days: days),
            check: "no conversation of its kind costs over \(Self.factor) times the usual")
    }
}

/// Scheduled jobs that hardly ever have anything to say, and thinking above need.
struct IdleRules: AdviceRule {
    private struct Job {
        var group = AdviceGroup()
        var longest: Int64 = 0
    }

    private struct Thinker: Hashable {
        var subject: String
        var isJob: Bool
        var model: String
    }

    private var jobs: [String: Job] = [:]
    private var thinkers: [Thinker: AdviceGroup] = [:]

    /// A reply of so many tokens says that there is nothing to say.
    private static let nothing: Int64 = 40
    /// Fewer runs show nothing.
    private static let least: Int64 = 20

    mutating func take(_ call: AdviceCall) {
        if call.isFailed { return }
        let tokens = call.event.tokens
        let answer = max(0, tokens.output.subtractingSaturating(tokens.reasoning))
        if let name = call.cronJob {
            var job = jobs[name] ?? Job()
            job.group.add(call)
            job.group.save(call.cost, on: call.day)
            job.longest = max(job.longest, answer)
            jobs[name] = job
        }
        guard tokens.reasoning > 0, let list = call.listPrice else { return }
        let subject = call.cronJob ?? call.kind?.rawValue ?? call.session.session.agent
        let key = Thinker(subject: subject, isJob: call.cronJob != nil, model: call.model)
        var group = thinkers[key] ?? AdviceGroup()
        group.add(call)
        // Half of the thinking, at the share of the call that its output is of all that is charged.
        let charged = max(1, tokens.output.addingSaturating(tokens.prompt / 5))
        let half = Int128(list.nanodollars) * Int128(tokens.reasoning / 2) / Int128(charged)
        group.save(Money(nanodollars: Int64(clamping: half)), on: call.day)
        thinkers[key] = group
    }

    func suggestions(days: Int) -> [Suggestion] {
        let idle = jobs.filter { $1.group.calls >= Self.least && $1.longest <= Self.nothing }.map { name, job in
            Suggestion(
                kind: .idleCronJob, subject: name,
                evidence: [.init(name: "longest reply", value: "\(job.longest.groupedString) tokens")],
                filters: [.cron: [name]], calls: job.group.calls, cost: job.group.cost,
                saving: SavingEstimate(job.group.savings.mapValues(half), days: days),
                check: "calls of this job fall, or its replies have something to say")
        }
        return idle + thinkers.compactMap { thinking($0, $1, days) }
    }

    /// Running half as often.
    private func half(_ money: Money) -> Money { Money(nanodollars: money.nanodollars / 2) }

    private func thinking(_ key: Thinker, _ group: AdviceGroup, _ days: Int) -> Suggestion? {
        let answers = max(0, group.output.subtractingSaturating(group.reasoning))
        guard group.calls >= Self.least, group.reasoning / 9 >= answers, answers / group.calls <= 200 else {
            return nil
        }
        let share = group.output > 0 ? Int64(clamping: Int128(group.reasoning) * 100 / Int128(group.output)) : 0
        return Suggestion(
            kind: .lessThinking, subject: key.subject,
            evidence: [
                .init(name: "model", value: key.model), .init(name: "thinking", value: "\(share) % of output"),
                .init(name: "tokens of an answer", value: (answers / group.calls).groupedString),
            ],
            filters: key.isJob ? [.cron: [key.subject], .model: [key.model]] : [.model: [key.model]],
            calls: group.calls, cost: group.listPrice, saving: SavingEstimate(group.savings, days: days),
            check: "thinking becomes a smaller share of output")
    }
}
