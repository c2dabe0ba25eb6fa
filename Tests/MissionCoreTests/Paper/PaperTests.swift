// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Pages to print` {
    private func pages(_ count: Int, name: String = "agent", on size: PaperSize = .a4) throws -> [String] {
        let columns = [
            PaperTable.Column("Agent", isRightAligned: false, isShortenable: true),
            PaperTable.Column("Cost", isRightAligned: true, isShortenable: false),
        ]
        let rows = (0..<count).map { PaperTable.Row(["\(name) \($0)", "$\($0).00"]) }
        let document = PaperDocument(
            title: "Agents", scope: "2026-11-01 to 2026-11-30 (Europe/Berlin)", origin: "Made 2026-12-01 08:00.",
            blocks: [
                .heading("Agents"), .table([PaperTable(columns: columns, rows: rows, totals: ["Total", "$1.00"])]),
                .notes(["A sentence that must stand beside the figures."]),
            ])
        return document.pages(on: size)
    }

    @Test func `each page says which it is and how many there are, and repeats the head of a table`() throws {
        let pages = try pages(200)
        #expect(pages.count == 5)
        for (index, page) in pages.enumerated() {
            #expect(page.contains(">\(index + 1) of \(pages.count)<"))
            #expect(page.contains(">Cost<") || index == pages.count - 1, "page \(index + 1)")
            #expect(page.contains("2026-11-01 to 2026-11-30 (Europe/Berlin)"))
        }
    }

    @Test(arguments: [1, 2, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 100])
    func `every row is printed once, above the foot, and totals are with the last row`(count: Int) throws {
        let pages = try pages(count)
        for number in 0..<count {
            #expect(pages.filter { $0.contains(">agent \(number)<") }.count == 1, "\(number)")
        }
        let last = try #require(pages.first { $0.contains(">agent \(count - 1)<") })
        #expect(last.contains(">Total<"))
        for page in pages {
            for match in page.matches(of: /<text x="[0-9.]+" y="([0-9.]+)"/) {
                #expect(try #require(Double(match.output.1)) < 841.89 - 25)
            }
        }
    }

    @Test(arguments: PaperSize.allCases) func `sheets have their size in points`(size: PaperSize) throws {
        let root = size == .a4 ? "width=\"595.28pt\" height=\"841.89pt\"" : "width=\"612pt\" height=\"792pt\""
        #expect(try pages(1, on: size)[0].contains(root))
    }

    @Test(arguments: [
        "</text><script>alert(1)</script>", "&lt;&amp;", "\u{202e}txet", "a\u{0}b\u{1b}[31m", "\u{fffe}\u{ffff}",
        "\"onload=\"x", "]]>", "<!ENTITY x SYSTEM \"file:///etc/passwd\">", String(repeating: "x", count: 100_000),
    ])
    func `a name is only text, whatever is in it`(name: String) throws {
        for page in try pages(3, name: name) {
            let elements = try XMLCheck.elements(page)
            #expect(Set(elements).isSubset(of: ["svg", "defs", "pattern", "rect", "line", "text"]))
            #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
            #expect(!page.unicodeScalars.contains("\u{202e}") && !page.unicodeScalars.contains("\u{fffe}"))
            #expect(page.utf8.count < 20_000)
        }
    }

    @Test func `a long name is cut in its middle and figures never are`() throws {
        let page = try pages(1, name: String(repeating: "long-name-", count: 30))[0]
        #expect(page.contains("…") && page.contains(">long-name-") && page.contains(" 0<"))
        #expect(page.contains(">$0.00<"))
    }
}

@Suite struct `Reports on paper` {
    private func paper(_ report: any Report, _ change: (inout ReportRequest) -> Void = { _ in }) async throws
        -> PaperDocument
    {
        var request = ReportRequest(zone: try Ledgers.berlin())
        change(&request)
        let document = try await ReportExport(report, request, as: .pdf).document(
            from: try await Ledgers.mixed(), now: Ledgers.now)
        return document.paper(madeAt: Ledgers.now)
    }

    @Test func `a summary looks as before`() async throws {
        let pages = try await paper(SummaryReport()).pages(on: .a4)
        try Golden.check(pages.joined(), "paper/summary.svg")
    }

    @Test func `the period, the zone, the making and what is not in the cost are told`() async throws {
        let paper = try await paper(SummaryReport())
        #expect(paper.scope == "2026-11-01 to 2026-11-21 (Europe/Berlin)")
        #expect(paper.origin.hasPrefix("Made 2026-11-21 14:30. Days and times in Europe/Berlin"))
        guard case .figures(let figures)? = paper.blocks.first else {
            Issue.record("figures come first")
            return
        }
        #expect(figures.map(\.title) == ["Cost", "Calls", "Tokens", "Covered by subscriptions", "The period before"])
        #expect(figures[0].value.hasSuffix("*"))
        #expect(figures[0].remark == "not in it: 2 calls without a price, 1 call of unknown usage")
    }

    @Test func `nothing known is unknown and not zero`() async throws {
        let paper = try await paper(UsageReport.models) { $0.filters = [.provider: ["nobody"]] }
        guard case .figures(let figures)? = paper.blocks.first else {
            Issue.record("figures come first")
            return
        }
        #expect(figures[0].value == "unknown")
        #expect(!paper.pages(on: .a4).joined().contains("$0.00"))
    }

    @Test func `a report by time is drawn, by model or by what else it is grouped by`() async throws {
        func bars(_ paper: PaperDocument) -> PaperBars? {
            paper.blocks.lazy.compactMap { if case .bars(let bars) = $0 { bars } else { nil } }.first
        }
        let daily = try #require(bars(try await paper(UsageReport.daily)))
        #expect(daily.title == "Cost by day" && daily.bars.count == 48)
        #expect(daily.legend.map(\.name).first == "anthropic/claude-haiku-4-5")
        #expect(daily.bars.last?.hasUnknownCost == true)
        let byAgent = try #require(bars(try await paper(UsageReport.monthly) { $0.groupBy = [.month, .agent] }))
        #expect(Set(byAgent.legend.map(\.name)) == ["main", "ops"])
        #expect(bars(try await paper(UsageReport.models)) == nil)
    }

    @Test func `parts stand below their row and do not repeat what tells it apart`() async throws {
        let paper = try await paper(UsageReport.monthly) {
            $0.groupBy = [.month, .agent]
            $0.isBrokenDown = true
        }
        let tables = paper.blocks.lazy.compactMap { if case .table(let tables) = $0 { tables } else { nil } }
        let rows = try #require(tables.first?.first).rows
        #expect(rows.contains { $0.depth == 1 && $0.cells[0] == "openai/gpt-5.2" && $0.cells[1].isEmpty })
        #expect(!rows.contains { $0.depth == 1 && $0.cells.contains("(none)") })
    }

    @Test func `a mark is explained wherever there is one`() async throws {
        for report in ReportCatalog.usage {
            let paper = try await paper(report)
            let isMarked = paper.pages(on: .a4).joined().contains("*</text>")
            guard case .notes(let notes)? = paper.blocks.last else { continue }
            #expect(notes.contains("* \(KnownAmount.markMeaning)") == isMarked, "\(report.id)")
        }
    }

    @Test func `a table has only so many rows, and says so`() async throws {
        let document = try await UsageReport.daily.load(
            try await Ledgers.mixed(), ReportRequest(), now: Ledgers.now)
        let paper = document.paper(madeAt: Ledgers.now, limit: 2)
        guard case .notes(let notes)? = paper.blocks.last else { return }
        #expect(notes.contains("2 of 4 rows are printed; the other formats have all."))
    }
}
