// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let attribution = [
        Rule("a call that forks copied belongs to the conversation that began first, whatever the order") { make in
            let start = Fixtures.noon
            let copies = [("late", 2_000), ("first", 0), ("middle", 1_000)].map { id, offset in
                Fixtures.event(
                    1, session: Fixtures.session(id), sessionStart: start.advanced(byMilliseconds: Int64(offset)))
            }
            for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
                let ledger = try await make()
                for index in order { _ = try await ledger.append(Fixtures.batch(copies[index])) }
                let rows = try await ledger.usage(UsageQuery(groupBy: [.session]))
                try expect(rows.map(\.keys), equals: [["agent:main:first"]], "owner after \(order)")
                try expect(rows.map(\.sums.calls), equals: [1], "calls after \(order)")
            }
        },
        Rule("what a call was for is kept by whichever copy knows it, whatever the order") { make in
            var heartbeat = Fixtures.event(1)
            heartbeat.attribution.kind = .heartbeat
            let grown = Fixtures.event(1, tokens: TokenCounts(input: 100, output: 50))
            for order in permutations([Fixtures.event(1), heartbeat, grown]) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                let rows = try await ledger.usage(UsageQuery(groupBy: [.sessionKind]))
                try expect(rows.map(\.keys), equals: [["heartbeat"]], "kind")
                try expect(rows.map(\.sums.tokens.output), equals: [50], "output")
            }
        },
        Rule("what is learnt later about a conversation attributes its earlier calls") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1), Fixtures.event(2)))
            let query = UsageQuery(groupBy: [.session, .sessionKind, .cron, .channel, .project])
            try expect(
                try await ledger.usage(query).map(\.keys), equals: [["agent:main:s1", "unattributed", nil, nil, nil]],
                "before")
            let facts = SessionFacts(
                session: Fixtures.session(), key: "agent:main:cron:c1", kind: .cron, cronJob: "c1",
                channel: "telegram", project: "site")
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, sessions: [facts]))
            let rows = try await ledger.usage(query)
            try expect(
                rows.map(\.keys), equals: [["agent:main:cron:c1", "cron", "c1", "telegram", "site"]], "after")
            try expect(rows.map(\.sums.calls), equals: [2], "calls")
            let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
            try expect(page.map(\.session), equals: [facts, facts], "facts beside the calls")
        },
        Rule("facts add up: what is not known again is not forgotten") { make in
            let ledger = try await make()
            let session = Fixtures.session()
            let pieces = [
                SessionFacts(session: session, key: "agent:main:main", startedAt: Fixtures.noon),
                SessionFacts(
                    session: session, kind: .chat, label: "notes",
                    startedAt: Fixtures.noon.advanced(byMilliseconds: 9)),
            ]
            var batch = Fixtures.batch(Fixtures.event(1))
            batch.sessions = pieces
            _ = try await ledger.append(batch)
            let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
            let wanted = SessionFacts(
                session: session, key: "agent:main:main", kind: .chat, label: "notes", startedAt: Fixtures.noon)
            try expect(page.map(\.session), equals: [wanted], "facts")
        },
        Rule("where sources disagree about a conversation, any order of reading comes to the same") { make in
            let session = Fixtures.session()
            let later = Fixtures.noon.advanced(byMilliseconds: 1)
            let pieces = [
                SessionFacts(session: session, label: "a", project: "site", startedAt: Fixtures.noon, origin: .header),
                SessionFacts(session: session, key: "k:run", kind: .cron, label: "b", origin: .runLog, asOf: later),
                SessionFacts(session: session, key: "k", kind: .cron, channel: "x", origin: .jobEntry, asOf: later),
                SessionFacts(session: session, kind: .chat, label: "d", origin: .sessionStore, asOf: Fixtures.noon),
                SessionFacts(session: session, label: "c", origin: .sessionStore, asOf: later),
            ]
            for order in permutations(pieces) {
                let ledger = try await make()
                _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)))
                for facts in order {
                    _ = try await ledger.append(SourceBatch(source: Fixtures.source, sessions: [facts]))
                }
                let found = try await ledger.events(matching: UsageQuery(), after: nil, limit: 1).first?.session
                let facts = [found?.key, found?.kind?.rawValue, found?.channel, found?.label, found?.project]
                try expect(facts, equals: ["k:run", "chat", "x", "c", "site"], "facts")
            }
        },
        Rule("a call's own kind and cron job go before its conversation's") { make in
            let ledger = try await make()
            var heartbeat = Fixtures.event(1)
            heartbeat.attribution.kind = .heartbeat
            heartbeat.attribution.cronJob = "c2"
            var batch = Fixtures.batch(heartbeat, Fixtures.event(2))
            batch.sessions = [SessionFacts(session: Fixtures.session(), kind: .chat, cronJob: "c1")]
            _ = try await ledger.append(batch)
            let rows = try await ledger.usage(UsageQuery(groupBy: [.sessionKind, .cron]))
            try expect(rows.map(\.keys), equals: [["chat", "c1"], ["heartbeat", "c2"]], "keys")
        },
        Rule("a conversation is found by its key, by its id and by the key it would have") { make in
            let ledger = try await make()
            var batch = Fixtures.batch(
                Fixtures.event(1), Fixtures.event(2, session: Fixtures.session("s2")),
                Fixtures.event(3, session: Fixtures.session("s3")))
            batch.sessions = [SessionFacts(session: Fixtures.session(), key: "agent:main:main")]
            _ = try await ledger.append(batch)
            for (name, calls) in [("agent:main:main", 1), ("s1", 1), ("agent:main:s2", 1), ("agent:main:s1", 0)] {
                let query = UsageQuery(filters: [.session: [name]])
                try expect(try await ledger.total(query).calls, equals: Int64(calls), "calls of \(name)")
                let page = try await ledger.events(matching: query, after: nil, limit: 9)
                try expect(page.count, equals: calls, "page of \(name)")
            }
            let both = UsageQuery(filters: [.session: ["s1", "agent:main:s3"]])
            try expect(try await ledger.total(both).calls, equals: 2, "two conversations at once")
        },
        Rule("cron jobs keep the name they had") { make in
            let ledger = try await make()
            let pieces = [
                CronJobFacts(id: "c1", agent: "main", name: "digest", isEnabled: true),
                CronJobFacts(id: "c1", agent: "main", isEnabled: false), CronJobFacts(id: "c1", agent: "a"),
            ]
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, cronJobs: pieces))
            let wanted = [
                CronJobFacts(id: "c1", agent: "a"),
                CronJobFacts(id: "c1", agent: "main", name: "digest", isEnabled: false),
            ]
            try expect(try await ledger.cronJobs(), equals: wanted, "jobs")
        },
        Rule("cron jobs keep when they run until something newer is told") { make in
            let ledger = try await make()
            let noon = Fixtures.noon
            let schedules: [CronSchedule] = [.fields("0 7 * * *", zone: "Europe/Berlin"), .every(60_000), .once(noon)]
            for (index, schedule) in schedules.enumerated() {
                let next = noon.advanced(byMilliseconds: Int64(index))
                let told = CronJobFacts(id: "c1", agent: "main", schedule: schedule, nextRun: next)
                for job in [told, CronJobFacts(id: "c1", agent: "main"), told] {
                    _ = try await ledger.append(SourceBatch(source: Fixtures.source, cronJobs: [job]))
                    try expect(try await ledger.cronJobs(), equals: [told], "jobs after \(schedule)")
                }
            }
            let generation = try await ledger.state().generation
            try expect(generation, equals: 3, "only what is new is a change")
        },
        Rule("runs of scheduled jobs are kept once, with what each telling adds") { make in
            let noon = Fixtures.noon
            func run(_ minute: Int64, _ outcome: CronRunFacts.Outcome, session: String?, agent: String?) -> CronRunFacts
            {
                let start = noon.advanced(byMilliseconds: minute * 60_000)
                return CronRunFacts(
                    job: "c1", startedAt: start, endedAt: start.advanced(byMilliseconds: 1000), agent: agent,
                    outcome: outcome, sessionID: session, key: session.map { "agent:a:cron:c1:run:\($0)" })
            }
            let tellings = [
                run(0, .finished, session: "r0", agent: nil), run(1, .failed(.timeout), session: nil, agent: "a"),
                run(0, .finished, session: nil, agent: "a"), run(2, .skipped, session: nil, agent: nil),
            ]
            let wanted = [
                run(0, .finished, session: "r0", agent: "a"), run(1, .failed(.timeout), session: nil, agent: "a"),
                run(2, .skipped, session: nil, agent: nil),
            ]
            for order in [tellings, tellings.reversed()] {
                let ledger = try await make()
                for telling in order + order {
                    _ = try await ledger.append(SourceBatch(source: Fixtures.source, cronRuns: [telling]))
                }
                try expect(try await ledger.cronRuns(in: .always), equals: wanted, "runs")
                let generation = try await ledger.state().generation
                _ = try await ledger.append(SourceBatch(source: Fixtures.source, cronRuns: tellings))
                try expect(try await ledger.state().generation, equals: generation, "generation after a repetition")
                let narrow = Window(
                    start: noon.advanced(byMilliseconds: 60_500), end: noon.advanced(byMilliseconds: 120_000))
                try expect(try await ledger.cronRuns(in: narrow), equals: [wanted[1]], "runs in a window")
            }
        },
        Rule("conversations come most expensive first, with their span and models") { make in
            let ledger = try await make()
            let later = Fixtures.noon.advanced(byMilliseconds: 3_661_001)
            _ = try await ledger.append(
                Fixtures.batch(
                    Fixtures.event(1, session: Fixtures.session("cheap")),
                    Fixtures.event(2, session: Fixtures.session("dear")),
                    Fixtures.event(3, at: later, session: Fixtures.session("dear"), model: "claude-haiku-4-5"),
                    Fixtures.event(4, at: later, session: Fixtures.session("dear"), model: "claude-haiku-4-5")))
            let summaries = try await ledger.sessions(matching: UsageQuery(), limit: 9)
            try expect(summaries.map(\.session.session.id), equals: ["dear", "cheap"], "order")
            let dear = summaries[0]
            try expect(dear.sums.calls, equals: 3, "calls")
            try expect(dear.firstCall, equals: Fixtures.noon, "first")
            try expect(dear.lastCall, equals: later, "last")
            try expect(
                dear.models, equals: ["anthropic/claude-haiku-4-5", "anthropic/claude-opus-4-6"], "models")
            let one = try await ledger.sessions(matching: UsageQuery(), limit: 1)
            try expect(one.map(\.session.session.id), equals: ["dear"], "limit")
        },
    ]
}
