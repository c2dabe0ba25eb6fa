// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Scheduled jobs that hardly ever have anything to say.
struct IdleJobRule: AdviceRule {
    private struct Job {
        var group = AdviceGroup()
        /// Tokens of the longest answer, thinking left out.
        var longest: Int64 = 0
    }

    private var jobs: [String: Job] = [:]

    /// A reply of so many tokens says that there is nothing to say.
    private static let nothing: Int64 = 40
    /// Fewer answers show nothing.
    private static let least: Int64 = 20

    mutating func take(_ call: AdviceCall) {
        guard let name = call.cronJob else { return }
        var job = jobs.removeValue(forKey: name) ?? Job()
        job.group.add(call)
        // Running half as often.
        let half = call.cost.map { Money(nanodollars: $0.nanodollars / 2) }
        if call.isFailed {
            if let half { job.group.save(half, on: call.day) }
        } else {
            job.group.show(call, saving: half)
            job.longest = max(job.longest, call.event.tokens.answer)
        }
        jobs[name] = job
    }

    func suggestions(days: Int) -> [Suggestion] {
        jobs.filter { $1.group.shown.total >= Self.least && $1.longest <= Self.nothing }.map { name, job in
            Suggestion(
                .idleCronJob, name,
                evidence: [.init(name: "longest reply", value: "\(job.longest.groupedString) tokens")],
                filters: [.cron: [name]], costMode: .auto, job.group, days: days,
                check: .init(
                    sentence: "calls of this job become fewer each day", report: "usage", filters: [.cron: [name]],
                    groupBy: .day))
        }
    }
}

extension TokenCounts {
    /// Output without thinking.
    var answer: Int64 { max(0, output.subtractingSaturating(reasoning)) }
}
