// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The quarter hours of a ledger that a question is about.
struct QuestionWindow: Equatable {
    var from: Int64
    /// The first one behind.
    var to: Int64

    /// The question's window, its start rounded down and its end rounded up, without what the ledger has no calls for.
    ///
    /// The clamp keeps time zone tables short and lets a question about everything scan without comparing.
    init?(_ window: Window, extent: ClosedRange<QuarterHour>?) {
        guard let extent, window.start < window.end else { return nil }
        from = max(QuarterHour(containing: window.start).number, extent.lowerBound.number)
        let last = QuarterHour(containing: window.end.advanced(byMilliseconds: -1)).number
        to = min(last, extent.upperBound.number) + 1
        if from >= to { return nil }
    }

    /// The same as a span of time.
    var span: Window {
        Window(start: QuarterHour(number: from).start, end: QuarterHour(number: to).start)
    }

    /// The quarter hours between which all calls lie.
    static func extent(_ db: Database) throws -> ClosedRange<QuarterHour>? {
        // Two questions, because SQLite reads the ends of an index only when it is asked for one of them.
        guard let first = try Int64.fetchOne(db.cachedStatement(sql: "SELECT MIN(quarter) FROM rollups")),
            let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT MAX(quarter) FROM rollups")), first <= last
        else { return nil }
        return QuarterHour(number: first)...QuarterHour(number: last)
    }
}
