// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Thinking above need: nearly all output is thinking, for short answers.
struct ThinkingRule: AdviceRule {
    private struct Thinker: Hashable {
        var agent: String
        /// The scheduled job; nil for calls of a kind of conversation.
        var job: String?
        var kind: SessionKind
        var model: String
    }

    private var thinkers: [Thinker: AdviceGroup] = [:]

    /// Fewer calls that think show nothing.
    private static let least: Int64 = 20
    /// Up to so many tokens on average an answer is short.
    private static let shortAnswer: Int64 = 200

    mutating func take(_ call: AdviceCall) {
        let kind = call.kind ?? .unattributed
        // Jobs are looked at one by one; calls of a job inside another conversation also belong to that kind's.
        if let job = call.cronJob {
            take(call, as: Thinker(agent: call.agent, job: job, kind: kind, model: call.model))
        }
        if kind != .cron { take(call, as: Thinker(agent: call.agent, kind: kind, model: call.model)) }
    }

    private mutating func take(_ call: AdviceCall, as key: Thinker) {
        var group = thinkers.removeValue(forKey: key) ?? AdviceGroup()
        defer { thinkers[key] = group }
        group.add(call)
        let tokens = call.event.tokens
        guard !call.isFailed, tokens.reasoning > 0, let list = call.listPrice else { return }
        // Half of the thinking, at the share of the call that its output is of all that is charged.
        let charged = max(1, tokens.output.addingSaturating(tokens.prompt / 5))
        let half = Int128(list.nanodollars) * Int128(tokens.reasoning / 2) / Int128(charged)
        group.show(call, saving: Money(nanodollars: Int64(clamping: half)))
    }

    func suggestions(days: Int) -> [Suggestion] {
        thinkers.compactMap { suggestion($0, $1, days) }
    }

    private func suggestion(_ key: Thinker, _ group: AdviceGroup, _ days: Int) -> Suggestion? {
        let (count, answers) = (group.shown.total, max(0, group.output.subtractingSaturating(group.reasoning)))
        guard count >= Self.least, group.reasoning / 9 >= answers, answers / count <= Self.shortAnswer,
            group.saved > .zero
        else { return nil }
        let share = group.output > 0 ? Int64(clamping: Int128(group.reasoning) * 100 / Int128(group.output)) : 0
        var filters: [Dimension: Set<String>] = [
            .agent: [key.agent], .sessionKind: [key.kind.rawValue], .model: [key.model],
        ]
        if let job = key.job { filters[.cron] = [job] }
        return Suggestion(
            .lessThinking, key.job ?? "\(key.agent), \(key.kind.rawValue)",
            evidence: [
                .init(name: "model", value: key.model), .init(name: "thinking", value: "\(share) % of output"),
                .init(name: "tokens of an answer", value: (answers / count).groupedString),
            ],
            filters: filters, costMode: .estimated, group, days: days,
            check: .init(
                sentence: "thinking falls below \(share) % of output", report: "thinking", filters: filters))
    }
}
