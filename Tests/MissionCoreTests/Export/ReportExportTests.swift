// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Exports of reports` {
    private static let ids = ReportCatalog.all().map(\.id)

    private func document(_ id: String, as format: ExportFormat) async throws -> ReportDocument {
        let report = try #require(ReportCatalog.report(id: id))
        var request = ReportRequest(zone: try Ledgers.berlin())
        for parameter in report.options.parameters {
            request.parameters[parameter.key] = parameter.example.map { [$0] }
        }
        return try await ReportExport(report, request, as: format).document(
            from: try await Ledgers.mixed(), now: Ledgers.now)
    }

    @Test(arguments: ids, ExportFormat.allCases)
    func `every report goes out in every format`(id: String, format: ExportFormat) async throws {
        let document = try await document(id, as: format)
        guard format != .pdf else {
            let pages = document.paper(madeAt: Ledgers.now).pages(on: .a4)
            #expect(!pages.isEmpty)
            for page in pages { #expect(try XMLCheck.elements(page).first == "svg") }
            return
        }
        let text = try #require(document.exported(as: format))
        switch format {
        case .csv, .focus: #expect(text.contains(",") && text.hasSuffix("\r\n"), "\(text.prefix(200))")
        case .json:
            // Providers bill UTC days, whatever zone is asked for.
            let zone: JSONValue = id == "reconciliation" ? "UTC" : "Europe/Berlin"
            #expect(JSONValue(parsing: Data(text.utf8))?["range"]?["tz"] == zone)
        case .ndjson:
            for line in text.split(separator: "\n") {
                guard case .object? = JSONValue(parsing: Data(line.utf8)) else {
                    Issue.record("\(line.prefix(100)) is no object")
                    continue
                }
            }
        case .markdown, .pdf: #expect(text.hasSuffix("\n"))
        }
    }

    @Test func `a line has what a row of the JSON has`() async throws {
        let lines = try #require(try await document("models", as: .ndjson).exported(as: .ndjson))
        let rows = try await document("models", as: .json).json["rows"]?.elements ?? []
        #expect(lines.split(separator: "\n").map(String.init) == rows.map { $0.text() })
    }

    @Test func `pages for people are a summary where no report is named, data is by day`() {
        for format in ExportFormat.allCases {
            #expect(ReportExport.standard(for: format).id == (format == .pdf ? "summary" : "daily"))
        }
    }

    @Test func `a name that a spreadsheet would run is only text unless it is wanted raw`() {
        var table = ReportTable("rows", [ReportField<String>("name", "Name", .name) { .name($0) }], ["=1+1", "-x"])
        table.sheet = ["name"]
        let odd = ReportDocument(id: "odd", title: nil, scope: "", zone: .utc, items: [.table(table)])
        #expect(odd.exported(as: .csv) == "name\r\n'=1+1\r\n'-x\r\n")
        #expect(odd.exported(as: .csv, isRaw: true) == "name\r\n=1+1\r\n-x\r\n")
    }
}
