// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How calls to models and services went.
struct HealthPage: Page {
    let entry = PageEntry.health
    let parameters = ["hours"]

    /// How far the grid of hours looks back. Raw values are what addresses have in `hours`.
    enum Hours: String, CaseIterable {
        case day = "24"
        case twoDays = "48"

        var count: Int { self == .day ? 24 : 48 }
    }

    func check(_ state: PageState) throws {
        _ = try state.choice("hours", default: Hours.day)
    }

    func content(_ state: PageState, _ context: PageContext) async throws -> PageContent {
        let hours = try state.choice("hours", default: Hours.day)
        let bounds = state.bounds(try await context.reader.state())
        let range = ReportRange(since: bounds.lowerBound, until: bounds.upperBound, zone: state.zone)
        let report = try await ServiceReport.load(
            from: context.reader, since: range.since, until: range.until, zone: state.zone, now: state.now)
        let query = UsageQuery(filters: state.filterSets, zone: state.zone)
        let grid = try await ProviderHours.load(from: context.reader, query, hours: hours.count, now: state.now)
        return PageContent("Health", report: PageReport(id: "health")) {
            HealthView(report: report, hours: grid, choice: hours, state: state).content
        }
    }
}

/// The health of services as HTML.
struct HealthView {
    let report: ServiceReport
    let hours: ProviderHours
    let choice: HealthPage.Hours
    let state: PageState

    var content: Markup {
        grid + services + classes
    }

    private var grid: Markup {
        Panel("hours", "Calls by provider and hour", detail: spans) {
            if hours.rows.isEmpty {
                tag("p", .cssClass("detail")) { "No calls in the last \(choice.count) hours." }
            } else {
                drawing
            }
        }.content
    }

    private var drawing: Markup {
        HeatView(grid: hours.grid(id: "hours"), table: table).content
            + tag("p", .cssClass("detail")) { "The more calls the stronger; a red mark where some failed." }
    }

    /// Hours with calls, the newest first.
    private var table: Markup {
        var lines: [[Markup]] = []
        for (place, hour) in hours.hours.enumerated().reversed() {
            for row in hours.rows where row.cells[place].sums.calls > 0 {
                let sums = row.cells[place].sums
                lines.append([
                    Markup(TimeText.long(.hour(hour), .hour)), Markup(row.provider ?? "(none)"),
                    Markup(sums.calls.groupedString), Markup(sums.failedCalls.groupedString), CostText.markup(sums),
                ])
            }
        }
        return DataTable(
            columns: [.name("Hour"), .text("Provider"), .number("Calls"), .number("Failed"), .number("Cost")],
            rows: lines
        ).content
    }

    private var spans: Markup {
        tag("span", .cssClass("choice small"), Attribute("role", "group"), Attribute("aria-label", "Hours")) {
            for hours in HealthPage.Hours.allCases {
                tag(
                    "a",
                    [.href(state.setting("hours", hours == .day ? nil : hours.rawValue))]
                        + (hours == choice ? [Attribute("aria-current", "true")] : [])
                ) { "\(hours.rawValue) hours" }
            }
        }
    }

    private var services: Markup {
        var table = report.document.tables.first ?? ReportTable(nil, [ReportField<Int>](), [])
        table.cut = nil
        return Panel("services", "Services", detail: Markup(state.range.title)) {
            if !state.filters.isEmpty { HealthWord.scope }
            ReportTableView(
                table: table, clock: PageClock(zone: state.zone, now: state.now),
                narrow: ["service", "failures", "successRate"]
            ).content
            if report.totals.latency != nil {
                tag("p", .cssClass("detail")) {
                    "Median and 95 % are of the newest \(Int64(Latency.sample).groupedString) calls whose duration is known."
                }
            }
        }.content
    }

    private var classes: Markup {
        let failures = CallStatus.allCases.filter { $0.isFailure && report.totals[$0] > 0 }
        return Panel("classes", "How calls failed") {
            if failures.isEmpty {
                tag("p", .cssClass("status good")) { Icon.check.content + Markup("No failed call in these days") }
            } else {
                DataTable(
                    columns: [.name("Class"), .number("Calls"), .number("Of all calls")],
                    rows: failures.sorted { report.totals[$0] > report.totals[$1] }.map { status in
                        [
                            CellMarkup.failure(status), Markup(report.totals[status].groupedString),
                            Markup(Self.share(report.totals[status], report.totals.calls)),
                        ]
                    }
                ).content
            }
        }.content
    }

    private static func share(_ part: Int64, _ whole: Int64) -> String {
        guard whole > 0 else { return "–" }
        let perMille = Int64(clamping: Int128(part) * 1000 / Int128(whole))
        return perMille == 0 ? "<0.1 %" : "\(perMille / 10).\(perMille % 10) %"
    }
}
