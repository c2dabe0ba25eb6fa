// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Testing

@testable internal import MissionCore

@Suite struct `Updates of prices` {
    private let taken = Timestamp(seconds: 1_795_737_600)  // 2026-11-27T00:00:00Z
    private let today = CivilDay(year: 2026, month: 11, day: 27)
    private let effective = CivilDay(year: 2026, month: 10, day: 1)

    private func plan(
        _ text: String, accepting: Set<String> = [], effective: CivilDay? = nil, over book: PriceBook? = nil
    ) throws -> PriceUpdatePlan {
        PriceUpdatePlan(
            try PriceCollection(Data(text.utf8), file: "f"), over: try book ?? TestPrices.book(),
            effective: effective ?? self.effective, today: today, accepting: accepting)
    }

    private func update(_ plan: PriceUpdatePlan, id: Int64 = 1, effective: CivilDay? = nil) -> PriceUpdate {
        PriceUpdate(
            id: id, takenAt: taken, effective: effective ?? self.effective, source: "litellm", origin: "f",
            sha256: "00", bytes: 2, counts: plan.counts, accepted: plan.accepted, files: plan.files, named: plan.named,
            fingerprint: "\(id)")
    }

    private func row(_ name: String, _ input: String, _ output: String, more: String = "") -> String {
        """
        "\(name)":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":\(input),"output_cost_per_token":\(output)\(more)}
        """
    }

    private func input(_ book: PriceBook, _ provider: String, _ model: String, _ day: String) throws -> Int64? {
        let moment = Zone.utc.start(of: try #require(CivilDay(day)))
        guard case .price(let price) = book.lookup(provider: provider, model: model, at: moment) else { return nil }
        return price.rates.input.nanodollarsPerMillion
    }

    @Test func `an update holds from its day on, and before it the price that held before`() throws {
        let plan = try plan("{\(row("claude-haiku-4-5", "2e-06", "1e-05"))}")
        #expect((plan.counts.changed, plan.counts.new) == (1, 0))
        let book = try TestPrices.book().updated(by: [update(plan)])
        #expect(try input(book, "anthropic", "claude-haiku-4-5", "2026-09-30") == 1_000_000_000)
        #expect(try input(book, "anthropic", "claude-haiku-4-5", "2026-10-01") == 2_000_000_000)
        // Whoever is priced by the same file, and under another spelling.
        #expect(try input(book, "azure", "claude-haiku-4-5-20251001", "2026-11-01") == 2_000_000_000)
        #expect(book.revision != (try TestPrices.book().revision))
    }

    @Test func `each rate that changes is told with old, new and per cent; cache rates move with input`() throws {
        let plan = try plan("{\(row("claude-haiku-4-5", "1.5e-06", "5e-06"))}")
        let told = plan.changes.map {
            "\($0.rate) \($0.text($0.old) ?? "") \($0.text($0.new) ?? "") \($0.percent ?? "")"
        }
        #expect(
            told == [
                "input 1 1.5 +50.0 %", "cache read 0.1 0.15 +50.0 %", "cache write 5m 1.25 1.875 +50.0 %",
            ])
        #expect(plan.changes.map(\.model) == Array(repeating: "anthropic/claude-haiku-4-5", count: 3))
        #expect(plan.changes.allSatisfy { $0.from == effective })
    }

    @Test func `what is the same is not kept, and tiers stay where input and output do`() throws {
        // On that day, from 2026-06-01 on, it costs 4 and 20, and 8 and 30 above 200,000.
        let plan = try plan("{\(row("claude-opus-4-6", "4e-06", "2e-05"))}")
        #expect(plan.isEmpty)
        #expect((plan.counts.unchanged, plan.changes.count) == (1, 0))
    }

    @Test
    func `a price of the book that began after the effective day gives way, one dated later than the update stays`()
        throws
    {
        let early = CivilDay(year: 2026, month: 5, day: 1)
        let row = row("claude-opus-4-6", "3e-06", "1.5e-05", more: #","cache_read_input_token_cost":4e-07"#)
        let plan = try plan("{\(row)}", effective: early)
        let book = try TestPrices.book().updated(by: [update(plan, effective: early)])
        #expect(try input(book, "anthropic", "claude-opus-4-6", "2026-04-30") == 5_000_000_000)
        #expect(try input(book, "anthropic", "claude-opus-4-6", "2026-05-01") == 3_000_000_000)
        #expect(try input(book, "anthropic", "claude-opus-4-6", "2026-11-01") == 3_000_000_000)
        // The same told of a price that begins on 1 June: two days on which something changes.
        #expect(Set(plan.changes.map(\.from)) == [early, CivilDay(year: 2026, month: 6, day: 1)])
        // A day before the book's own change, the update leaves that change alone.
        var old = update(plan, effective: early)
        old.takenAt = Timestamp(seconds: Zone.utc.start(of: CivilDay(year: 2026, month: 5, day: 20)).seconds)
        let kept = try TestPrices.book().updated(by: [old])
        #expect(try input(kept, "anthropic", "claude-opus-4-6", "2026-05-25") == 3_000_000_000)
        #expect(try input(kept, "anthropic", "claude-opus-4-6", "2026-06-01") == 4_000_000_000)
    }

    @Test func `a model without any price has one since always`() throws {
        let plan = try plan("{\(row("claude-next-9", "7e-06", "3.5e-05"))}")
        #expect((plan.counts.new, plan.newModels.map(\.model)) == (1, ["anthropic/claude-next-9"]))
        let book = try TestPrices.book().updated(by: [update(plan)])
        #expect(try input(book, "anthropic", "claude-next-9", "2025-01-01") == 7_000_000_000)
    }

    @Test(arguments: [
        ("1.1e-05", "5e-06", "more than ten times as much"), ("9e-08", "5e-06", "less than a tenth"),
        ("0", "5e-06", "was paid, and would be free"),
    ])
    func `what nobody should believe is named with old and new, and the rest is taken`(
        input: String, output: String, reason: String
    ) throws {
        let text = "{\(row("claude-haiku-4-5", input, output)),\(row("claude-opus-4-7", "6e-06", "2.5e-05"))}"
        let refused = try plan(text)
        #expect((refused.counts.changed, refused.counts.refused) == (1, 1))
        let refusal = try #require(refused.refusals.first { $0.rate == "input" })
        #expect((refusal.model, refusal.old, refusal.reason) == ("anthropic/claude-haiku-4-5", "1", reason))
        #expect(refused.files["anthropic"]?.keys.sorted() == ["claude-opus-4-7"])
        let accepted = try plan(text, accepting: ["claude-haiku-4-5"])
        #expect(accepted.accepted == ["anthropic/claude-haiku-4-5"])
        #expect(accepted.counts.changed == 2)
        #expect(try plan(text, accepting: ["gpt-9"]).unusedAcceptances == ["gpt-9"])
    }

    @Test func `exactly ten times as much is believed`() throws {
        let plan = try plan("{\(row("claude-haiku-4-5", "1e-05", "5e-05"))}")
        #expect((plan.counts.changed, plan.refusals.count) == (1, 0))
    }

    @Test func `rates of one's own hold for that provider alone, merged with what is known`() throws {
        let plan = try plan(#"{"azure/gpt-5.2":{"input":1.5,"output":10},"reseller/r-1":{"input":1,"output":2}}"#)
        #expect(plan.named.keys.sorted() == ["azure/gpt-5.2", "reseller/r-1"])
        let book = try TestPrices.book().updated(by: [update(plan)])
        #expect(try input(book, "azure", "gpt-5.2", "2026-11-01") == 1_500_000_000)
        #expect(try input(book, "azure", "gpt-5.2", "2026-09-01") == 2_000_000_000)
        #expect(try input(book, "openai", "gpt-5.2", "2026-11-01") == 2_000_000_000)
        #expect(try input(book, "reseller", "r-1", "2025-01-01") == 1_000_000_000)
        #expect(book.listing.contains { $0.provider == "reseller" && $0.model == "r-1" })
    }

    @Test func `a later update supersedes an earlier one, and dropping it brings the earlier one back`() throws {
        let first = update(try plan("{\(row("claude-haiku-4-5", "2e-06", "5e-06"))}"))
        let once = try TestPrices.book().updated(by: [first])
        let second = update(try plan("{\(row("claude-haiku-4-5", "3e-06", "5e-06"))}", over: once), id: 2)
        var history = PriceHistory([.update(first), .update(second)])
        #expect(
            try input(TestPrices.book().updated(by: history.updates), "anthropic", "claude-haiku-4-5", "2026-11-01")
                == 3_000_000_000)
        history = PriceHistory(history.entries + [.undo(id: 3, takenAt: taken, undoes: 2)])
        #expect(history.updates == [first])
        #expect(history.nextID == 4)
        #expect(
            try input(TestPrices.book().updated(by: history.updates), "anthropic", "claude-haiku-4-5", "2026-11-01")
                == 2_000_000_000)
    }

    @Test func `what a file holds is what was written`() throws {
        let text = """
            {\(row("claude-haiku-4-5", "2e-06", "1e-05", more: #","input_cost_per_token_batches":1e-06,"output_cost_per_token_batches":5e-06"#)),
             \(row("claude-next-9", "7e-06", "3.5e-05", more: #","input_cost_per_token_above_200k_tokens":8e-06,"output_cost_per_token_above_200k_tokens":4e-05"#))}
            """
        let update = update(try plan(text))
        let data = Data(PriceHistoryEntry.update(update).json.text(.indented).utf8)
        guard case .update(var read) = try PriceHistoryEntry(data, file: "00001.json") else {
            Issue.record("no update")
            return
        }
        #expect(read.fingerprint == PriceBook.fingerprint(of: data))
        read.fingerprint = update.fingerprint
        #expect(read == update)
        let undo = PriceHistoryEntry.undo(id: 2, takenAt: taken, undoes: 1)
        #expect(try PriceHistoryEntry(Data(undo.json.text().utf8), file: "00002.json") == undo)
    }

    @Test(arguments: [
        ("{", "", "JSON"), (#"{"schema_version":2,"id":1,"taken_at":"2026-11-27T00:00:00Z"}"#, "schema_version", "1"),
        (#"{"schema_version":1,"id":1,"taken_at":"yesterday"}"#, "taken_at", "moment"),
        (#"{"schema_version":1,"id":1,"taken_at":"2026-11-27T00:00:00Z"}"#, "effective", "day"),
        (
            #"{"schema_version":1,"id":1,"taken_at":"2026-11-27T00:00:00Z","effective":"2026-11-27","source":"x","origin":"y","sha256":"z","bytes":1,"files":{"a":{"m":{"prices":[{"rates":{"input":-1,"output":1}}]}}}}"#,
            "files.a.m.prices[0].rates", "nanodollars"
        ),
    ])
    func `a bad file says file, key and what was expected`(text: String, key: String, expected: String) {
        let error = #expect(throws: PriceFileError.self) { try PriceHistoryEntry(Data(text.utf8), file: "00001.json") }
        #expect(error?.file == "00001.json")
        #expect(error?.key == key)
        #expect(error?.expected.contains(expected) == true, "\(String(describing: error))")
    }
}
