// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// A page of calls, newest first.
struct EventPage {
    let query: UsageQuery
    let window: QuestionWindow
    let after: EventCursor?
    let limit: Int

    /// The columns of the event, its session's facts, its series and its price revision.
    var compiled: QueryCompiler.Compiled {
        let filters = Filters(query)
        var conditions = ["events.at_ms >= ? AND events.at_ms < ? AND events.is_covered = 0"]
        // The calls that come behind the cursor cannot be newer than it; the bound lets the index find them.
        let end = min(window.span.end.milliseconds, after?.at.milliseconds.addingSaturating(1) ?? .max)
        var arguments: StatementArguments = [window.span.start.milliseconds, end]
        if let after {
            conditions.append("(events.at_ms < ? OR (events.id_high, events.id_low) < (?, ?))")
            arguments += [after.at.milliseconds, after.id.high, after.id.low]
        }
        if !query.includeSynthetic { conditions.append("series.is_synthetic = 0") }
        if !filters.isEmpty {
            conditions.append(filters.sql)
            arguments += filters.arguments
        }
        arguments += [max(0, limit)]
        return QueryCompiler.Compiled(
            sql: """
                SELECT \(Self.selection)
                FROM events INDEXED BY events_by_time
                CROSS JOIN series ON series.id = events.series_id
                \(Series.joins)
                CROSS JOIN price_revisions ON price_revisions.id = events.price_revision_id
                WHERE \(conditions.joined(separator: " AND "))
                ORDER BY events.at_ms DESC, events.id_high DESC, events.id_low DESC
                LIMIT ?
                """,
            arguments: arguments)
    }

    /// What `record` reads, for a question that joins `events`, `series` with its conversations, and `price_revisions`.
    static let selection =
        (EventStatements.columns.map { "events.\($0)" }
        + [SessionFacts.selection, Series.selection, "price_revisions.name"]).joined(separator: ", ")

    /// Reads rows of `compiled`, or of another question that asks for `selection`: each series with its conversation once,
    /// because a page mostly has many calls of each.
    struct Records {
        private var known: [Int64: (series: Series, session: SessionFacts)] = [:]

        mutating func record(_ row: Row) -> RecordedEvent {
            let id: Int64 = row[EventPage.seriesColumn] ?? 0
            let (series, session) = known[id] ?? (EventPage.series(row), EventPage.session(row))
            known[id] = (series, session)
            let told = EventPage.told(row, series)
            return RecordedEvent(event: told.event.counted(for: told.owner), session: session)
        }
    }

    /// Where `series_id` stands among ``EventStatements/columns``.
    private static let seriesColumn = 3

    private static func series(_ row: Row) -> Series {
        Series(row, at: EventStatements.columns.count + SessionFacts.selectionCount)
    }

    private static func session(_ row: Row) -> SessionFacts { SessionFacts(row, at: EventStatements.columns.count) }

    /// The call in such a row as its log tells it, and for whom it counts.
    static func told(_ row: Row) -> (event: UsageEvent, owner: CallOwner?) { told(row, series(row)) }

    private static func told(_ row: Row, _ series: Series) -> (event: UsageEvent, owner: CallOwner?) {
        let index = EventStatements.columns.count + SessionFacts.selectionCount
        var event = series.event {
            row[$0] ?? 0
        } optional: {
            row[$0]
        }
        event.cost.priceRevision = row[index + Series.selectionCount] ?? ""
        return (event, series.owner)
    }

    /// The quarter hours in which the conversations that the question names have calls: far fewer than the window.
    static func narrowed(_ window: QuestionWindow, _ query: UsageQuery, _ db: Database) throws -> QuestionWindow? {
        let filters = Filters(query)
        guard filters.namesSessions else { return window }
        let sql = """
            SELECT MIN(rollups.quarter), MAX(rollups.quarter)
            FROM series CROSS JOIN sessions ON sessions.id = series.owner_ref
            CROSS JOIN rollups INDEXED BY rollups_by_series ON rollups.series_id = series.id
            WHERE \(filters.sql)
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: filters.arguments),
            let first: Int64 = row[0], let last: Int64 = row[1], first <= last
        else { return nil }
        return QuestionWindow(window.span, extent: QuarterHour(number: first)...QuarterHour(number: last))
    }
}
