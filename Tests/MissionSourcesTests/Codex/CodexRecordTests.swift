// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// What builds since the summer of 2026 write besides the totals.
@Suite struct CodexRecordTests {
    private let home: CodexHome

    init() throws {
        home = try CodexHome()
    }

    private static let one = CodexLine.usage(100, 0, 10, 0)

    private func paired(_ call: Int, plan: String? = nil, extra: String = "") -> String {
        CodexLine.record("r\(call)", Self.one, minute: call, extra: extra)
            + CodexLine.count(calls: call, minute: call, plan: plan)
    }

    private func written(_ input: Int, _ cached: Int, _ written: Int, _ output: Int) -> String {
        #"{"input_tokens":\#(input),"cached_input_tokens":\#(cached),"cache_write_input_tokens":\#(written),"#
            + #""output_tokens":\#(output),"reasoning_output_tokens":0}"#
    }

    @Test func `a record and the totals behind it are one call`() async throws {
        try home.write("s1", CodexLine.meta() + CodexLine.turn() + paired(1) + paired(2))
        try await home.read()
        #expect(try await home.calls == 2)
        #expect(try await home.tokens == TokenCounts(input: 200, output: 20))
    }

    @Test func `records alone are calls`() async throws {
        try home.write("s1", CodexLine.meta() + CodexLine.turn())
        for call in 1...3 {
            try home.append("s1", CodexLine.record("r\(call)", Self.one, minute: call))
            try await home.read()
        }
        #expect(try await home.calls == 3)
    }

    @Test func `a call has one identity, whether totals, a record or both tell of it`() async throws {
        var ids: [Set<EventID>] = []
        let records = (1...2).map { CodexLine.record("r\($0)", Self.one, minute: $0) }.joined()
        let totals = (1...2).map { CodexLine.count(calls: $0, minute: $0) }.joined()
        for text in [records, totals, paired(1) + paired(2), records + totals, paired(1) + totals] {
            let home = try CodexHome()
            try home.write("s1", CodexLine.meta() + CodexLine.turn() + text)
            try await home.read()
            ids.append(Set(try await home.events.map(\.id)))
        }
        #expect(ids.allSatisfy { $0.count == 2 && $0 == ids.first })
    }

    @Test func `a call that no record tells counts by its totals`() async throws {
        try home.write(
            "s1", CodexLine.meta() + CodexLine.turn() + paired(1) + CodexLine.count(calls: 2, minute: 2) + paired(3))
        try await home.read()
        #expect(try await home.tokens == TokenCounts(input: 300, output: 30))
    }

    @Test func `a record that is repeated, also in a checkpoint of a compaction, is one call`() async throws {
        let record = CodexLine.record("r1", Self.one, minute: 1)
        let compacted =
            #"{"timestamp":"2026-03-01T10:02:00Z","type":"compacted","payload":{"message":"","#
            + #""latest_token_usage_record":{"response_id":"r1","usage":\#(Self.one)},"note":"token_usage_record"}}"#
        try home.write(
            "s1", CodexLine.meta() + CodexLine.turn() + paired(1) + compacted + "\n" + record + paired(2) + record)
        try await home.read()
        #expect(try await home.calls == 2)
    }

    @Test func `totals that a compaction set back are no second call`() async throws {
        let fallen = CodexLine.count(total: CodexLine.usage(50, 0, 5, 0), last: Self.one, minute: 3)
        try home.write(
            "s1",
            CodexLine.meta() + CodexLine.turn() + paired(1) + paired(2)
                + CodexLine.record("r3", Self.one, minute: 3) + fallen)
        try await home.read()
        #expect(try await home.tokens == TokenCounts(input: 300, output: 30))
    }

    @Test func `what was written to the cache is part of the input`() async throws {
        try home.write(
            "s1",
            CodexLine.meta() + CodexLine.turn()
                + CodexLine.count(total: written(40000, 0, 38000, 1000), last: nil, minute: 1)
                + CodexLine.count(total: written(82000, 37000, 40000, 1500), last: nil, minute: 2))
        try await home.read()
        #expect(try await home.tokens == TokenCounts(input: 5000, output: 1500, cacheRead: 37000, cacheWrite5m: 40000))
    }

    @Test func `counts that contradict each other make no bucket negative`() async throws {
        try home.write(
            "s1",
            CodexLine.meta() + CodexLine.turn() + CodexLine.count(total: written(100, 80, 50, 1), last: nil, minute: 1))
        try await home.read()
        #expect(try await home.tokens == TokenCounts(input: 0, output: 1, cacheRead: 80, cacheWrite5m: 20))
    }

    @Test func `a last call without totals counts`() async throws {
        let line =
            #"{"timestamp":"2026-03-01T10:01:00Z","type":"event_msg","payload":{"type":"token_count","info":"#
            + #"{"last_token_usage":\#(Self.one)}}}"#
        try home.write("s1", CodexLine.meta() + CodexLine.turn() + line + "\n" + line + "\n")
        try await home.read()
        #expect(try await home.calls == 2)
    }

    @Test func `the plan that pays stands behind the record`() async throws {
        try home.write("s1", CodexLine.meta() + CodexLine.turn() + paired(1, plan: "plus"))
        try await home.read()
        #expect(try await home.desk.totals().subscriptionCalls == 1)
    }

    @Test func `the first record waits a moment for who paid`() async throws {
        let now = Date()
        let stamp = now.ISO8601Format()
        let record = CodexLine.record("r1", Self.one, minute: 1).replacing(CodexLine.time(1), with: stamp)
        try home.write("s1", CodexLine.meta() + CodexLine.turn() + record)
        let path = home.folder.file(CodexHome.name("s1"))
        try FileManager.default.setAttributes([.modificationDate: now.addingTimeInterval(0.9)], ofItemAtPath: path)
        try await home.read()
        #expect(try await home.calls == 0)
        try home.append("s1", CodexLine.count(calls: 1, minute: 1, plan: "plus"))
        try await home.read()
        #expect(try await home.desk.totals().subscriptionCalls == 1)
        #expect(try await home.calls == 1)
    }

    @Test func `bad counts are rejected, and the totals still count`() async throws {
        let bad = CodexLine.record("r2", #"{"input_tokens":-1,"output_tokens":3}"#, minute: 2)
        try home.write(
            "s1", CodexLine.meta() + CodexLine.turn() + paired(1) + bad + CodexLine.count(calls: 2, minute: 2))
        try await home.read()
        #expect(try await home.calls == 2)
        #expect(try await home.desk.rejections() == [.badTokenCount])
    }
}

/// What a call costs more or less by its tier.
@Suite struct CodexTierTests {
    private func tiers(_ text: String) async throws -> [String?] {
        let home = try CodexHome()
        try home.write("s1", CodexLine.meta() + text)
        try await home.read()
        return try await home.events.sorted { $0.at < $1.at }.map(\.serviceTier)
    }

    private func turn(_ tier: String?) -> String {
        let tier = tier.map { #","service_tier":\#($0)"# } ?? ""
        return #"{"timestamp":"2026-03-01T10:00:00Z","type":"turn_context","payload":{"model":"gpt-5.4"\#(tier)}}"#
            + "\n"
    }

    private func call(_ number: Int, _ extra: String = "") -> String {
        CodexLine.record("r\(number)", CodexLine.usage(100, 0, 10, 0), minute: number, extra: extra)
            + CodexLine.count(calls: number, minute: number)
    }

    @Test func `a record's own tier holds for it alone`() async throws {
        let text =
            turn(#""flex""#) + call(1, #","service_tier":"Priority""#) + call(2) + call(3, #","service_tier":null"#)
        #expect(try await tiers(text) == ["priority", "flex", nil])
    }

    @Test func `a turn's tier ends with the turn, and ordinary ones are none`() async throws {
        let text = turn(#""priority""#) + call(1) + turn(#""default""#) + call(2) + turn(nil) + call(3)
        #expect(try await tiers(text) == ["priority", nil, nil])
    }

    @Test func `the settings' tier holds until settings without it`() async throws {
        let text =
            CodexLine.settings("s1", tier: "fast") + turn(nil) + call(1) + turn(nil) + call(2)
            + CodexLine.settings("s1") + turn(nil) + call(3)
        #expect(try await tiers(text) == ["fast", "fast", nil])
    }

    @Test func `totals that tell the tier alone are believed`() async throws {
        let record = CodexLine.record("r1", CodexLine.usage(100, 0, 10, 0), minute: 1)
        let count = CodexLine.count(calls: 1, minute: 1).replacing(
            #","info""#, with: #","service_tier":"priority","info""#)
        #expect(try await tiers(turn(nil) + record + count) == ["priority"])
        #expect(try await tiers(turn(nil) + count) == ["priority"])
    }

    @Test func `a call in a hurry costs twice`() async throws {
        let home = try CodexHome()
        try home.write("s1", CodexLine.meta() + turn(nil) + call(1) + call(2, #","service_tier":"priority""#))
        try await home.read()
        let costs = try await home.events.sorted { $0.at < $1.at }.map { $0.cost.estimated?.nanodollars ?? 0 }
        #expect(costs.first.map { $0 * 2 } == costs.last)
    }

    @Test func `settings name the model, too`() async throws {
        let home = try CodexHome()
        try home.write("s1", CodexLine.meta() + turn(nil) + CodexLine.settings("s1", model: "gpt-5.2-codex") + call(1))
        try await home.read()
        #expect(try await home.desk.totals([.recordedModel: ["openai|gpt-5.2-codex"]]).calls == 1)
    }
}
