// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionMCP
import MissionTesting
import Testing

/// What tools answer.
struct ToolTests {
    private static let unpriced = Cost(reported: nil, estimated: nil, basis: .unpriced, priceRevision: "test")

    /// Two calls of opus, one cent and a half each, and one of a model without a price.
    private func bench() async throws -> Bench {
        let bench = Bench()
        _ = try await bench.ledger.append(
            Fixtures.batch(
                Fixtures.event(1), Fixtures.event(2, at: Fixtures.noon.advanced(byMilliseconds: -86_400_000)),
                Fixtures.event(3, provider: "house", model: "tuned-7b", cost: Self.unpriced)))
        return bench
    }

    @Test func `tools say what they take, and that they change nothing`() async {
        let list = await Bench().answer(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)["result"]
        let tools = list?["tools"]?.elements ?? []
        #expect(
            tools.compactMap { $0["name"]?.text } == [
                "usage_summary", "cost_by", "sessions", "cron_costs", "budget_status", "forecast", "what_if",
                "suggestions", "report",
            ])
        #expect(list?["nextCursor"] == nil)
        for tool in tools {
            #expect(tool["annotations"]?["readOnlyHint"] == true && tool["annotations"]?["openWorldHint"] == false)
            #expect(tool["inputSchema"]?["type"] == "object" && tool["inputSchema"]?["additionalProperties"] == false)
            #expect(tool["description"]?.text != nil && tool["outputSchema"]?["required"] == ["schema_version"])
        }
        let needed = tools.map { $0["inputSchema"]?["required"]?.elements.compactMap(\.text) ?? [] }
        #expect(needed == [[], ["by"], [], [], [], [], ["to"], [], ["id"]])
    }

    @Test func `every report of the catalogue can be asked for`() async throws {
        let bench = try await bench()
        for report in ReportCatalog.all() {
            let to = report.id == "what-if" ? #","to":"anthropic/claude-haiku-4-5""# : ""
            let result = await bench.call("report", #"{"id":"\#(report.id)"\#(to)}"#)
            #expect(result["isError"] == false, "\(report.id): \(result["content"]?.text() ?? "")")
            #expect(result["structuredContent"]?["schema_version"]?.whole != nil, "\(report.id)")
        }
    }

    @Test func `a cost that nobody knows is null with a count, and a sum leaves it out and says so`() async throws {
        let result = try await bench().call("cost_by", #"{"by":"model"}"#)
        let rows = result["structuredContent"]?["rows"]?.elements ?? []
        #expect(rows.map { $0["model"] } == ["anthropic/claude-opus-4-6", "house/tuned-7b"])
        #expect(rows.first?["cost"]?["usd"] == "0.030000000")
        #expect(rows.last?["cost"] == .null && rows.last?["unpriced_calls"] == 1)
        #expect(rows.last?["estimated_cost"] == .null && rows.last?["reported_cost"] == .null)
        #expect(result["structuredContent"]?["totals"]?["cost"]?["nanodollars"] == 30_000_000)
        #expect(result["structuredContent"]?["totals"]?["unpriced_calls"] == 1)
        #expect(result["structuredContent"]?["warnings"]?.elements.isEmpty == false)
        let text = result["content"]?.elements.first?["text"]?.text ?? ""
        #expect(text.contains("house/tuned-7b | 1 |") && text.contains("| – |") && text.contains("$0.03\\*"))
        let alone = try await bench().call("usage_summary", #"{"filter":{"model":"tuned-7b"}}"#)
        #expect(alone["structuredContent"]?["totals"]?["cost"] == .null)
    }

    @Test(arguments: [
        (#"{}"#, Int64(3)), (#"{"date":"today"}"#, 2), (#"{"date":"yesterday"}"#, 1), (#"{"last":"1d"}"#, 2),
        (#"{"last":"2w"}"#, 3), (#"{"since":"2026-02-24"}"#, 2), (#"{"until":"2026-02-23"}"#, 1),
        (#"{"since":"2026-02-23","until":"2026-02-23"}"#, 1), (#"{"date":"today","tz":"Pacific/Kiritimati"}"#, 2),
        (#"{"filter":{"model":"claude-opus-4-6"}}"#, 2), (#"{"filter":{"provider":["house","nobody"]}}"#, 1),
        (#"{"filter":{"agent":"nobody"}}"#, 0), (#"{"cost":"reported"}"#, 3), (#"{"date":null}"#, 3),
    ])
    func `days and filters narrow the calls down`(arguments: String, calls: Int64) async throws {
        let result = try await bench().call("usage_summary", arguments)
        #expect(result["structuredContent"]?["totals"]?["calls"] == .integer(calls), "\(result.text())")
    }

    @Test func `a filter that nothing matches is told with the nearest name`() async throws {
        let result = try await bench().call("usage_summary", #"{"filter":{"model":"claude-opus-4-5"}}"#)
        #expect(result["structuredContent"]?["warnings"]?.text().contains("claude-opus-4-6") == true)
    }

    @Test(arguments: [
        ("usage_summary", #"{"dayz":"today"}"#, "dayz: expected one of date"),
        ("usage_summary", #"[]"#, "arguments: expected an object"),
        ("usage_summary", #"{"date":"2026-02-30"}"#, "date: expected a day"),
        ("usage_summary", #"{"date":7}"#, "date: expected a text"),
        ("usage_summary", #"{"date":"today","last":"7d"}"#, "either date"),
        ("usage_summary", #"{"last":"7 days"}"#, "last: expected a span"),
        ("usage_summary", #"{"since":"2026-02-24","until":"2026-02-01"}"#, "lies before"),
        ("usage_summary", #"{"tz":"Middle/Earth"}"#, "tz: expected a time zone"),
        ("usage_summary", #"{"cost":"free"}"#, "cost: expected auto"),
        ("usage_summary", #"{"filter":"opus"}"#, "filter: expected an object"),
        ("usage_summary", #"{"filter":{"colour":"red"}}"#, "filter.colour: expected one of"),
        ("usage_summary", #"{"filter":{"model":[]}}"#, "filter.model"),
        ("usage_summary", #"{"filter":{"model":[1]}}"#, "filter.model"),
        ("usage_summary", #"{"limit":5}"#, "limit: expected one of"),
        ("cost_by", #"{}"#, "by: expected a value"), ("cost_by", #"{"by":"colour"}"#, "by: expected one of"),
        ("cost_by", #"{"by":["day","hour"]}"#, "choose one"), ("cost_by", #"{"by":["model","model"]}"#, "twice"),
        ("cost_by", #"{"by":"model","limit":0}"#, "limit: expected a whole number"),
        ("cost_by", #"{"by":"model","limit":1.5}"#, "limit"), ("cost_by", #"{"by":"model","limit":1e99}"#, "limit"),
        ("cost_by", #"{"by":"model","limit":"5"}"#, "limit"),
        ("what_if", #"{}"#, "to: expected a value"), ("what_if", #"{"to":"haiku"}"#, "provider/model"),
        ("report", #"{"id":"nothing"}"#, "id: expected usage"), ("budget_status", #"{"limit":1}"#, "limit"),
    ])
    func `an argument that means nothing is a result that says what was expected`(
        tool: String, arguments: String, says: String
    ) async throws {
        let result = try await bench().call(tool, arguments)
        #expect(result["isError"] == true && result["structuredContent"] == nil)
        #expect(result["content"]?.elements.first?["text"]?.text?.contains(says) == true, "\(result.text())")
    }

    @Test func `a ledger that is not there is a result that says what to do`() async {
        let bench = Bench(before: { throw LedgerError.missing(path: "/data/ledger.sqlite") })
        let result = await bench.call("sessions")
        #expect(result["isError"] == true && result["content"]?.text().contains("mctl ingest") == true)
        struct Odd: Error {}
        let odd = await Bench(before: { throw Odd() }).call("sessions")
        #expect(odd["isError"] == true && odd["content"]?.text().contains("mctl doctor") == true)
    }

    @Test func `rows beyond the limit are counted in the totals`() async throws {
        let bench = Bench()
        let events = (0..<30).map { Fixtures.event($0, session: Fixtures.session("s\($0)")) }
        _ = try await bench.ledger.append(SourceBatch(source: Fixtures.source, events: events))
        let usual = await bench.call("cost_by", #"{"by":"session"}"#)["structuredContent"]
        #expect(usual?["rows"]?.elements.count == 20 && usual?["totals"]?["calls"] == 30)
        #expect(usual?["warnings"]?.text().contains("20 of 30 rows") == true)
        #expect(
            await bench.call("cost_by", #"{"by":"session","limit":3}"#)["structuredContent"]?["rows"]?.elements.count
                == 3)
    }

    @Test func `budgets are told, and that there are none`() async throws {
        let none = try await bench().call("budget_status")
        #expect(none["content"]?.text().contains("No budget is set") == true)
        #expect(none["structuredContent"]?["budgets"] == [])
    }
}
