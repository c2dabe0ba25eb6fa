// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What caches saved and what thinking cost, by model. Both look at single calls and are worked out behind the page.
struct ModelDetails: Sendable {
    /// Nil where no call read or wrote a cache.
    private let cache: DocumentDesk.Standing?
    /// Nil where no call told thinking apart.
    private let thinking: DocumentDesk.Standing?
    private let clock: PageClock

    /// - Parameter totals: The sums of the page's calls.
    static func load(_ totals: UsageSums, _ state: PageState, _ context: PageContext) async throws -> ModelDetails {
        func standing(_ report: any Report, isWanted: Bool) async throws -> DocumentDesk.Standing? {
            guard isWanted else { return nil }
            return try await context.desk.standing(of: report, state.request, now: state.now)
        }
        let tokens = totals.tokens
        return ModelDetails(
            cache: try await standing(
                CacheReport(context.prices), isWanted: tokens.cacheRead > 0 || tokens.cacheWrite > 0),
            thinking: try await standing(ThinkingReport(context.prices), isWanted: tokens.reasoning > 0),
            clock: PageClock(zone: state.zone, now: state.now))
    }

    @MarkupBuilder var content: Markup {
        if let cache {
            panel(
                "caches", "What caches saved", cache, having: "cached_calls",
                columns: ["model", "cache_read_tokens", "cache_read_share", "saved", "write_surcharge", "net_saving"],
                narrow: ["model", "cache_read_share", "net_saving"])
        }
        if let thinking {
            panel(
                "thinking", "What thinking cost", thinking, having: "thinking_calls",
                columns: [
                    "model", "thinking_calls", "thinking_tokens", "average_thinking_tokens", "max_thinking_tokens",
                    "thinking_cost", "cost_share",
                ], narrow: ["model", "thinking_tokens", "thinking_cost"])
        }
    }

    /// - Parameter counted: The column that says how many calls a row is about; rows without any are left out.
    private func panel(
        _ id: StaticString, _ title: String, _ standing: DocumentDesk.Standing, having counted: String,
        columns: [String], narrow: Set<String>
    ) -> Markup {
        Panel(id, title) {
            if let document = standing.document, let table = document.tables.first?.having(counted) {
                ReportTableView(table: table, clock: clock, columns: columns, narrow: narrow).content
                for note in document.notes { tag("p", .cssClass("detail")) { CodeText.markup(note.text) } }
            } else {
                WaitingText(standing: standing).content
            }
        }.content
    }
}

extension ReportTable {
    /// The rows of which a column counts anything.
    fileprivate func having(_ column: String) -> ReportTable {
        guard let place = index(of: column) else { return self }
        var table = self
        table.rows = rows.filter { $0.cells[place] != .count(0) }
        return table
    }
}
