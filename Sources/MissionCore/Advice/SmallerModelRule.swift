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
        guard isHeartbeat || call.kind == .cron && call.cronJob != nil, !call.isFailed else { return }
        let names = call.event.attribution
        let key = Key(
            agent: call.session.session.agent, job: isHeartbeat ? nil : call.cronJob, provider: names.provider,
            model: names.model)
        if known[key] == nil { known[key] = .some(models.alternative(to: names.provider, names.model)) }
        guard let model = known[key].flatMap(\.self), let own = call.listPrice else { return }
        var entry = groups[key] ?? (AdviceGroup(), Alternative(model, in: models.book, now: models.now))
        let before = entry.other.cost
        entry.other.take(call.event)
        entry.group.add(call)
        entry.group.save(own - (entry.other.cost - before), on: call.day)
        groups[key] = entry
    }

    func suggestions(days: Int) -> [Suggestion] {
        groups.compactMap { key, entry in
            let group = entry.group
            guard group.calls >= Self.least, group.saved > .zero else { return nil }
            if key.job != nil, group.meanOutput > Self.shortReply { return nil }
            let name = "\(key.provider)/\(key.model)"
            return Suggestion(
                kind: key.job == nil ? .smallerHeartbeatModel : .smallerCronModel, subject: key.job ?? key.agent,
                model: entry.other.model,
                evidence: [
                    .init(name: "model", value: name),
                    .init(name: "tokens a reply", value: group.meanOutput.groupedString),
                    .init(name: "with \(entry.other.model.canonical)", value: entry.other.cost.displayString),
                ],
                filters: key.job.map { [.cron: [$0], .model: [name]] }
                    ?? [.sessionKind: [SessionKind.heartbeat.rawValue], .agent: [key.agent], .model: [name]],
                calls: group.calls, cost: group.listPrice, saving: SavingEstimate(group.savings, days: days),
                check: "cost per call of these calls falls to that of \(entry.other.model.canonical)")
        }
    }
}
