// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Task types` {
    @Test(
        arguments: [
            ("Coding", "qa-bot", "cron", "codex", "coding", TaskRule.recorded),
            ("planning", nil, nil, nil, "planning", .recorded),
            ("", "nightly-qa", "cron", "codex", "testing", .caller),
            (nil, "code-review", "chat", "openclaw", "coding", .caller),
            (nil, "quality", "chat", "openclaw", "general", .rest),
            (nil, "ui.designer", "chat", "openclaw", "design", .caller),
            (nil, "backup cron", "chat", "openclaw", "automation", .caller),
            (nil, nil, "heartbeat", "claude-code", "automation", .sessionKind),
            (nil, "someone", "chat", "claude-code", "coding", .program),
            (nil, nil, "chat", "openclaw", "general", .rest),
        ] as [(String?, String?, String?, String?, String, TaskRule)])
    func `the first rule that applies decides`(
        recorded: String?, caller: String?, kind: String?, program: String?, type: String, rule: TaskRule
    ) {
        let found = TaskRule.classify(recorded: recorded, caller: caller, sessionKind: kind, program: program)
        #expect(found.type == type)
        #expect(found.rule == rule)
    }

    private func ledger() async throws -> MemoryLedger {
        var recorded = Fixtures.event(1)
        recorded.attribution.taskType = "design"
        var called = Fixtures.event(2)
        called.attribution.caller = "tester"
        let cron = Fixtures.session("job")
        return try await Ledgers.ledger(
            [
                recorded, called, Fixtures.event(3, session: cron), Fixtures.event(4),
                Fixtures.event(5, session: Fixtures.session("c", harness: "claude-code")),
            ], facts: [SessionFacts(session: cron, kind: .cron, cronJob: "j")])
    }

    @Test func `kinds and rules each add up to all calls, and each rule is told`() async throws {
        let ledger = try await ledger()
        let usage = try await TaskUsage.load(from: ledger, ReportRequest())
        let total = try await ledger.total(UsageQuery())
        #expect(usage.totals == total && total.calls == 5)
        #expect(usage.kinds.map(\.sums).reduce(into: UsageSums()) { $0 += $1 } == total)
        #expect(usage.rules.map(\.sums).reduce(into: UsageSums()) { $0 += $1 } == total)
        #expect(usage.rules.map(\.sums.calls) == [1, 1, 1, 1, 1])
        let text = usage.document.text()
        for rule in TaskRule.allCases { #expect(text.contains(rule.sentence), "\(rule)") }
    }

    @Test(arguments: OutputFormat.allCases)
    func `the report looks as before`(format: OutputFormat) async throws {
        let usage = try await TaskUsage.load(from: try await ledger(), ReportRequest())
        try Golden.check(
            usage.document.rendered(as: format), "tasks/tasks.\(format == .table ? "txt" : format.rawValue)")
    }
}
