// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionTesting
internal import Testing

@testable internal import MissionCore

@Suite struct `Documents and their renderers` {
    private static let fields: [ReportField<(name: String?, sums: UsageSums)>] =
        [ReportField<(name: String?, sums: UsageSums)>.name("model", "Model") { $0.name }.asKey]
        + UsageFigures.of { $0.sums }

    /// Rows of two models, the second without any known cost, the third without a name.
    private func document() -> ReportDocument {
        func sums(_ dollars: Int64?) -> UsageSums {
            var sums = UsageSums()
            (sums.calls, sums.tokens) = (1, TokenCounts(input: 1200, output: 34))
            if let dollars { sums.cost = Money(nanodollars: dollars * 1_000_000_000) } else { sums.unpricedCalls = 1 }
            return sums
        }
        let rows: [(name: String?, sums: UsageSums)] = [
            ("acme/a|b_*<i>`", sums(1234)), ("acme/unknown", sums(nil)), (nil, sums(0)),
        ]
        var table = ReportTable("rows", Self.fields, rows)
        table.layouts = [ReportLayout(["model", "calls", "total_tokens", "cost"])]
        table.sheet = ["model", "total_tokens", "cost"]
        var document = ReportDocument(
            id: "test", title: "A test", scope: "all time (UTC)", zone: .utc,
            items: [.table(table), .notes("warnings")])
        document.notes = [
            ReportNote("for all"), ReportNote("for people", for: .people), ReportNote("for programs", for: .programs),
        ]
        return document
    }

    @Test func `what is unknown is zero in no format`() {
        let document = document()
        #expect(document.text().contains("acme/unknown        1    1.2K          –"))
        #expect(document.markdown.contains("| acme/unknown | 1 | 1,234 | – |"))
        #expect(document.csv.contains("acme/unknown,1234,\r\n"))
        #expect(document.csv.contains("\r\n,1234,0.000000000\r\n"))
        #expect(document.text().contains("(none)              1    1.2K      $0.00"))
    }

    @Test func `names from logs are no markup`() {
        #expect(document().markdown.contains("| acme/a\\|b\\_\\*\\<i\\>\\` | 1 | 1,234 | $1,234.00 |"))
    }

    @Test func `notes reach those whom they concern`() {
        let document = document()
        #expect(document.json["warnings"] == ["for all", "for programs"])
        #expect(document.text().hasSuffix("for all\nfor people\n"))
        #expect(document.markdown.hasSuffix("- for all\n- for people\n"))
    }

    @Test func `people get as many rows as they ask for, and are told so`() throws {
        var document = document()
        guard case .table(var table) = document.items[0] else { return }
        table.cut = ReportCut(1, "models", isAtStart: true)
        document.items[0] = .table(table)
        #expect(!document.text().contains("acme"))
        #expect(document.text().contains("The last 1 of 3 models are shown."))
        #expect(document.json["rows"]?.elements.count == 3)
    }

    @Test(arguments: ReportCatalog.all().map(\.id))
    func `every report of the catalogue answers in every format that it names`(id: String) async throws {
        let report = try #require(ReportCatalog.report(id: id))
        var request = ReportRequest(zone: try Ledgers.berlin())
        for parameter in report.options.parameters {
            request.parameters[parameter.key] = parameter.example.map { [$0] }
        }
        let document = try await report.load(try await Ledgers.mixed(), request, now: Ledgers.now)
        for format in report.options.formats { #expect(!document.rendered(as: format).isEmpty, "\(format)") }
        #expect(document.id == id)
        // Providers bill UTC days.
        #expect(document.json["range"]?["tz"] == (id == "reconciliation" ? "UTC" : "Europe/Berlin"))
    }
}
