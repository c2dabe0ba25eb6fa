// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let paging = [
        Rule("pages of calls are newest first, without gap or repeat") { make in
            let ledger = try await make()
            // Several calls at the same moment, so that the identity has to decide.
            let events = (0..<25).map { number in
                Fixtures.event(number, at: Fixtures.noon.advanced(byMilliseconds: Int64(number / 4)))
            }
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
            var found: [UsageEvent] = []
            var cursor: EventCursor?
            while true {
                let page = try await ledger.events(matching: UsageQuery(), after: cursor, limit: 4)
                guard let last = page.last?.event else { break }
                found += page.map(\.event)
                cursor = EventCursor(at: last.at, id: last.id)
                try expect(found.count <= events.count, "pages repeat")
            }
            let wanted = events.sorted { ($1.at, $1.id) < ($0.at, $0.id) }
            try expect(found.map(\.id), equals: wanted.map(\.id), "calls")
            let none = try await ledger.events(matching: UsageQuery(), after: nil, limit: -1)
            try expect(none, equals: [], "a negative limit")
        }
    ]

    static let random = (1...6).map { seed in
        Rule("random batches give the answers of the simplest ledger (seed \(seed))") { make in
            let (ledger, oracle) = (try await make(), MemoryLedger())
            var random = RandomEvents(seed: UInt64(seed), window: week)
            for _ in 0..<6 {
                let batch = random.batch(events: 80)
                let wanted = try await oracle.append(batch)
                try expect(try await ledger.append(batch), equals: wanted, "result")
            }
            try await compare(ledger, oracle)
        }
    }

    private static func compare(_ ledger: Ledger, _ oracle: MemoryLedger) async throws {
        try expect(try await ledger.state(), equals: try await oracle.state(), "state")
        try expect(try await ledger.cronJobs(), equals: try await oracle.cronJobs(), "cron jobs")
        try expect(try await ledger.rejections(limit: 99), equals: try await oracle.rejections(limit: 99), "rejections")
        let sources = try await oracle.sourceStates()
        try expect(
            try await ledger.sourceStates().map(\.source), equals: sources.map(\.source), "sources")
        for state in sources {
            try expect(
                try await ledger.checkpoints(of: state.source), equals: try await oracle.checkpoints(of: state.source),
                "checkpoints of \(state.source)")
        }
        for name in ["s1", "s2", "s3", "agent:main:main"] {
            try expect(
                try await ledger.explain(session: name, limit: 99),
                equals: try await oracle.explain(session: name, limit: 99), "explanation of \(name)")
        }
        for query in questions {
            try expect(try await ledger.usage(query), equals: try await oracle.usage(query), "rows for \(query)")
            try expect(
                try await ledger.events(matching: query, after: nil, limit: 30),
                equals: try await oracle.events(matching: query, after: nil, limit: 30), "calls for \(query)")
            try expect(
                try await ledger.calledQuarters(in: query.window),
                equals: try await oracle.calledQuarters(in: query.window), "quarter hours for \(query)")
            try expect(
                Set(try await ledger.tallies(matching: query, bounds: bounds)),
                equals: Set(try await oracle.talliesOfCalls(matching: query, bounds: bounds)), "tallies for \(query)")
            for limit in [2, 99] {
                try expect(
                    try await ledger.sessions(matching: query, limit: limit),
                    equals: try await oracle.sessions(matching: query, limit: limit), "conversations for \(query)")
            }
        }
    }

    /// Lengths of prompts that random calls are below and above.
    private static let bounds: [Int64] = [4_000, 50_000, 51_000]

    /// Every dimension, alone and with days, under every filter that random batches have something for.
    private static var questions: [UsageQuery] {
        let middle = Window(
            start: week.start.advanced(byMilliseconds: 100_000_000),
            end: week.end.advanced(byMilliseconds: -99_999_999))
        let berlin = Zone(named: "Europe/Berlin") ?? .utc
        let filters: [[Dimension: Set<String>]] = [
            [:], [.agent: ["main"]], [.session: ["s1", "agent:main:main"]], [.model: ["anthropic/claude-opus-4-6"]],
            [.sessionKind: ["cron", "unattributed"], .cron: ["c1"]], [.status: ["ok"], .taskType: ["coding"]],
        ]
        let groupings: [[Dimension]] = [[]] + Dimension.allCases.flatMap { [[$0], [.hour, $0], [$0, .day]] }
        var questions = filters.map {
            UsageQuery(window: middle, groupBy: [.day, .session], filters: $0, zone: berlin)
        }
        questions += groupings.filter { $0.count { $0.granularity != nil } < 2 }.map {
            UsageQuery(groupBy: $0, zone: berlin, costMode: .estimated, includeSynthetic: true)
        }
        questions += groupings.filter { $0.count < 2 }.map {
            UsageQuery(window: middle, groupBy: $0, filters: [.agent: ["main"]], costMode: .reported)
        }
        return questions
    }
}
