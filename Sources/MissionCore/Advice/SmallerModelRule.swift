// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Routine work on a large model: heartbeats, and scheduled jobs with short replies.
struct SmallerModelRule: AdviceRule {
    private struct Key: Hashable {
        var agent: String
        var job: String?
        var provider: String
        var model: String
    }

    private let models: SmallModels
    private var groups: [Key: (group: AdviceGroup, other: Alternative)] = [:]
    private var known: [Key: ModelName?] = [:]

    /// Up to so many tokens on average a job's reply is short.
    private static let shortReply: Int64 = 400
    /// Fewer calls show nothing.
    private static let least: Int64 = 5

    init(_ models: SmallModels) { self.models = models }

    mutating func take(_ call: AdviceCall) {
        let isHeartbeat = call.kind == .heartbeat
        guard isHeartbeat || call.kind == .cron && call.cronJob != nil else { return }
        let names = call.event.attribution
        let key = Key(
            agent: call.agent, job: isHeartbeat ? nil : call.cronJob, provider: names.provider, model: names.model)
        if known[key] == nil { known[key] = .some(models.alternative(to: names.provider, names.model)) }
        guard let model = known[key].flatMap(\.self) else { return }
        var entry = groups[key] ?? (AdviceGroup(), Alternative(model, in: models.book, now: models.now))
        entry.group.add(call)
        if let own = call.listPrice, !call.isFailed {
            let before = entry.other.compared
            entry.other.take(call.event)
            let after = entry.other.compared
            // A call that the other model has no price for says nothing about what that model would save.
            entry.group.show(call, saving: after.calls > before.calls ? own - (after.other - before.other) : nil)
        }
        groups[key] = entry
    }

    func suggestions(days: Int) -> [Suggestion] {
        groups.compactMap { key, entry in
            let group = entry.group
            guard group.shown.total >= Self.least, group.saved > .zero else { return nil }
            if key.job != nil, group.meanOutput > Self.shortReply { return nil }
            return suggestion(key, group, entry.other, days)
        }
    }

    private func suggestion(_ key: Key, _ group: AdviceGroup, _ other: Alternative, _ days: Int) -> Suggestion {
        let name = "\(key.provider)/\(key.model)"
        let kind = key.job == nil ? SessionKind.heartbeat : .cron
        var work: [Dimension: Set<String>] = [.sessionKind: [kind.rawValue], .agent: [key.agent]]
        if let job = key.job { work[.cron] = [job] }
        let small = other.model.canonical
        return Suggestion(
            key.job == nil ? .smallerHeartbeatModel : .smallerCronModel, key.job ?? key.agent, model: other.model,
            evidence: [
                .init(name: "model", value: name), .init(name: "tokens a reply", value: group.meanOutput.groupedString),
                .init(name: "with \(small)", value: other.compared.other.displayString),
            ],
            filters: work.merging([.model: [name]]) { $1 }, costMode: .estimated, group, days: days,
            check: .init(
                sentence: "later calls have the model \(small), at a lower cost per call", report: "usage",
                filters: work, groupBy: .model))
    }
}
