// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let keys = [
        Rule("every dimension groups by its key") { make in
            let ledger = try await make()
            _ = try await ledger.append(twoUnlikeCalls)
            for (dimension, wanted) in wantedKeys {
                let rows = try await ledger.usage(UsageQuery(groupBy: [dimension]))
                try expect(rows.map(\.keys), equals: wanted.map { [$0] }, "keys of \(dimension)")
                let calls = rows.reduce(0) { $0 + $1.sums.calls }
                try expect(calls, equals: 2, "calls by \(dimension)")
            }
            try expect(Set(wantedKeys.map(\.0)), equals: Set(Dimension.allCases), "dimensions tried")
        },
        Rule("every dimension but time filters by its key") { make in
            let ledger = try await make()
            _ = try await ledger.append(twoUnlikeCalls)
            for (dimension, wanted) in wantedKeys {
                for key in wanted.compactMap(\.self) {
                    let query = UsageQuery(filters: [dimension: [key, "no such thing"]])
                    let calls: Int64 = dimension.granularity == nil ? 1 : 2
                    try expect(try await ledger.total(query).calls, equals: calls, "\(dimension) is \(key)")
                    let page = try await ledger.events(matching: query, after: nil, limit: 9)
                    try expect(page.count, equals: Int(calls), "page, \(dimension) is \(key)")
                }
            }
            let nobody = UsageQuery(filters: [.agent: []])
            try expect(try await ledger.usage(nobody), equals: [], "no value is no call")
        },
        Rule("a model answers to its name alone and to the name its log recorded") { make in
            let ledger = try await make()
            _ = try await ledger.append(twoUnlikeCalls)
            for name in ["claude-opus-4-6", "claude-opus-4-6-20260101", "Claude/claude-opus-4-6-20260101"] {
                let calls = try await ledger.total(UsageQuery(filters: [.model: [name]])).calls
                try expect(calls, equals: 1, "model is \(name)")
            }
        },
        Rule("a model answers to its name with and without a vendor before it") { make in
            let ledger = try await make()
            let models = [
                ("openrouter", "meta-llama/llama-3.3-70b"), ("openrouter", "x/llama-3.3-70b"),
                ("groq", "llama-3.3-70b"),
                ("openrouter", "anthropic/claude-sonnet-4.6"), ("anthropic", "claude-sonnet-4-6-20260217"),
                ("openrouter", "openai/gpt-5.2"), ("openai", "gpt-5.2"),
            ]
            let events = models.enumerated().map { Fixtures.event($0, provider: $1.0, model: $1.1) }
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
            let wanted: [(String, Int64)] = [
                ("llama-3.3-70b", 3), ("openrouter/llama-3.3-70b", 2), ("openrouter/x/llama-3.3-70b", 1),
                ("claude-sonnet-4.6", 2), ("claude-sonnet-4-6", 1), ("openrouter/anthropic/claude-sonnet-4.6", 1),
                ("openai/gpt-5.2", 1), ("gpt-5.2", 2), ("gpt-5", 0), ("openrouter", 0), ("meta-llama", 0),
            ]
            for (name, calls) in wanted {
                let query = UsageQuery(filters: [.model: [name]])
                try expect(try await ledger.total(query).calls, equals: calls, "model is \(name)")
                let page = try await ledger.events(matching: query, after: nil, limit: 9)
                try expect(page.count, equals: Int(calls), "page, model is \(name)")
            }
        },
        Rule("filters all have to hold, and values are only values") { make in
            let ledger = try await make()
            _ = try await ledger.append(twoUnlikeCalls)
            let both = UsageQuery(filters: [.agent: ["main"], .provider: ["openai"]])
            try expect(try await ledger.total(both).calls, equals: 0, "contradiction")
            let quoted = UsageQuery(filters: [.agent: ["main' OR 1=1 --", "%"]])
            try expect(try await ledger.total(quoted).calls, equals: 0, "quoted text")
        },
        Rule("several dimensions group together") { make in
            let ledger = try await make()
            _ = try await ledger.append(twoUnlikeCalls)
            let rows = try await ledger.usage(UsageQuery(groupBy: [.agent, .day, .provider]))
            try expect(
                rows.map(\.keys), equals: [["main", "2026-02-24", "anthropic"], ["ops", "2026-03-24", "openai"]], "keys"
            )
        },
    ]

    /// A call with every key and, a month later, one with as few as a call can have.
    private static var twoUnlikeCalls: SourceBatch {
        var full = Fixtures.event(1)
        full.attribution = Attribution(
            recordedProvider: "Claude", recordedModel: "claude-opus-4-6-20260101", gateway: "east", account: "work",
            machine: "m1", taskType: "coding", caller: "router")
        let bare = Fixtures.event(
            2, at: Fixtures.noon.advanced(byMilliseconds: 28 * 86_400_000),
            session: Fixtures.session("s2", agent: "ops", harness: "codex"), provider: "openai", model: "gpt-5.2",
            status: .rateLimited, source: .stream)
        var batch = Fixtures.batch(full, bare)
        batch.sessions = [
            SessionFacts(
                session: Fixtures.session(), key: "agent:main:cron:c1", kind: .cron, cronJob: "c1",
                channel: "telegram", project: "site")
        ]
        return batch
    }

    /// What has no key comes last.
    private static let wantedKeys: [(Dimension, [String?])] = [
        (.hour, ["2026-02-24T12:00", "2026-03-24T12:00"]), (.day, ["2026-02-24", "2026-03-24"]),
        (.week, ["2026-02-23", "2026-03-23"]), (.month, ["2026-02", "2026-03"]),
        (.model, ["anthropic/claude-opus-4-6", "openai/gpt-5.2"]),
        (.recordedModel, ["Claude|claude-opus-4-6-20260101", "openai|gpt-5.2"]),
        (.provider, ["anthropic", "openai"]), (.agent, ["main", "ops"]),
        (.session, ["agent:main:cron:c1", "agent:ops:s2"]), (.sessionKind, ["cron", "unattributed"]),
        (.cron, ["c1", nil]), (.channel, ["telegram", nil]), (.harness, ["codex", "openclaw"]),
        (.machine, ["local", "m1"]), (.gateway, ["east", "local"]), (.account, ["default", "work"]),
        (.project, ["site", nil]), (.taskType, ["coding", nil]), (.caller, ["router", nil]),
        (.source, ["stream", "transcript"]), (.status, ["ok", "rate_limited"]),
    ]
}
