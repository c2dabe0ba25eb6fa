// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import Testing

/// The page about sources, prices and exports.
@Suite struct SetupPageTests {
    private func page(_ served: Served) async throws -> String {
        try await served.application.test(.router) { client in
            try await client.execute(uri: "/setup", method: .get) { response in
                #expect(response.status == .ok)
                return response.text
            }
        }
    }

    private func section(_ page: String, _ id: String) -> String {
        String(page.components(between: "data-section=\"\(id)\"", and: "</section>"))
    }

    private static let openClaw = HealthSource(
        source: SourceID(kind: "openclaw", place: "/tmp/openclaw"), exists: true, items: 3)

    @Test func `a source says what it is, how many calls it has, and that it is read`() async throws {
        var served = try await Served().with([.call(1), .call(2)])
        served.health = HealthReport(sources: [Self.openClaw])
        let sources = section(try await page(served), "sources")
        #expect(sources.contains("/tmp/openclaw") && sources.contains("<td class=\"number\">2</td>"))
        #expect(sources.contains("status good") && sources.contains("Read"))
    }

    @Test func `a store that yields nothing is an error with advice, and a place that is not there is listed`()
        async throws
    {
        var served = Served()
        served.health = HealthReport(sources: [
            Self.openClaw, HealthSource(source: SourceID(kind: "codex", place: "/tmp/codex"), exists: false),
        ])
        let page = try await page(served)
        #expect(section(page, "findings").contains("A store exists and yields nothing: /tmp/openclaw has 3 files"))
        #expect(section(page, "sources").contains("Not read"))
        #expect(section(page, "sources").contains("1 place that does not exist"))
    }

    @Test func `a model without a price is named with its calls, why, and what to write where`() async throws {
        let served = try await Served().with([
            .call(1), .call(2, provider: "acme", model: "mystery", cost: Cost(basis: .unpriced)),
        ])
        let prices = section(try await page(served), "prices")
        #expect(prices.contains("<span class=\"provider\">acme/</span>mystery"))
        #expect(prices.contains("no price file covers this provider"))
        #expect(prices.contains("RUNTIME_USAGE_PRICING_FILE") && prices.contains("{&quot;acme/mystery&quot;:"))
    }

    @Test func `as many models have prices as are listed`() async throws {
        let book = try PriceBook.embedded()
        #expect(book.modelCount == book.listing.count)
        #expect(section(try await page(Served()), "prices").contains("\(book.listing.count.groupedString) models"))
    }

    @Test func `input that was not understood is counted by place and reason`() async throws {
        let served = Served()
        let source = SourceID(kind: "openclaw", place: "/tmp/openclaw")
        let rejections = [1, 2].map {
            Rejection(source: source, item: "a<b.jsonl", position: $0, length: 5, reason: .notJSON)
        }
        _ = try await served.ledger.append(SourceBatch(source: source, rejections: rejections))
        let rejected = section(try await page(served), "rejected")
        #expect(rejected.contains("/tmp/openclaw/a&lt;b.jsonl"))
        #expect(rejected.contains("the line is not JSON") && rejected.contains("<td class=\"number\">2</td>"))
    }

    @Test func `every report can be saved in three formats`() async throws {
        let exports = section(try await page(Served()), "exports")
        for report in ReportCatalog.all() {
            for format in ["csv", "json", "md"] {
                #expect(exports.contains("/api/v1/reports/\(report.id)?format=\(format)"))
            }
        }
        #expect(exports.contains("/api/v1/events"))
    }
}
