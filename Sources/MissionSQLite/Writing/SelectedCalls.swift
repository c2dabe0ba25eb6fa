// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Stamps selected calls again, within one transaction.
struct SelectedCalls {
    /// Calls that are in memory at once.
    private static let size = 2000

    private let db: Database
    private let request: RepricingRequest
    private let statements: EventStatements
    private let interner: Interner

    init(_ db: Database, _ request: RepricingRequest) throws {
        self.db = db
        self.request = request
        statements = try EventStatements(db)
        interner = Interner(db: db)
    }

    /// What would become of the calls.
    func tried(at moment: Timestamp, _ memory: inout WriterMemory) throws -> Repricing {
        var repricing = begun(at: moment)
        try forEachBatch(&memory) { old, new, _ in
            for (old, new) in zip(old, new) {
                _ = repricing.takeSelected(old.event, new, isCounted: !old.isCovered)
            }
        }
        return repricing
    }

    /// Stamps the calls, and keeps what they had before.
    func done(at moment: Timestamp, _ memory: inout WriterMemory) throws -> Repricing {
        var repricing = begun(at: moment)
        let rows = RepricingRows(db)
        let id = try rows.nextID()
        let revision = try interner.revision(request.revision, &memory)
        let former = try FormerCosts(db, repricing: id)
        var stamps = StampChanges(interner, try StampStatement(db))
        try forEachBatch(&memory) { stored, stamped, memory in
            for (old, new) in zip(stored, stamped)
            where repricing.takeSelected(old.event, new, isCounted: !old.isCovered) {
                try former.keep(
                    old, FormerCosts.Stamp(old.event.cost, interner.revision(old.event.cost.priceRevision, &memory)),
                    new: FormerCosts.Stamp(new.cost, revision))
                try stamps.change(old, to: new, revision: revision)
            }
            try stamps.apply()
        }
        guard repricing.calls > 0 else { return repricing }
        try stamps.finish()
        repricing.id = id
        try rows.insert(repricing, id: id)
        try db.execute(sql: "UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        return repricing
    }

    private func begun(at moment: Timestamp) -> Repricing {
        Repricing(
            at: moment, kind: .selected, actor: request.actor, selection: request.selection,
            revision: request.revision)
    }

    private func forEachBatch(
        _ memory: inout WriterMemory,
        _ body: ([EventStatements.Stored], [UsageEvent], inout WriterMemory) throws -> Void
    ) throws {
        var rows = try rows()[...]
        while !rows.isEmpty {
            let stored = try rows.prefix(Self.size).compactMap { try statements.load(row: $0, interner, &memory) }
            rows = rows.dropFirst(Self.size)
            try body(stored, request.stamp(stored.map(\.event)), &memory)
        }
    }

    /// The rows of `events` that are selected, covered ones included: they may count again some day.
    private func rows() throws -> [Int64] {
        let filters = Filters(request.query)
        guard let span = Self.quarters(of: request.query.window) else { return [] }
        let sql = """
            SELECT events.id FROM events INDEXED BY events_by_time
            CROSS JOIN series ON series.id = events.series_id
            \(Series.joins)
            WHERE events.at_ms >= ? AND events.at_ms < ? AND series.is_synthetic = 0
                \(filters.isEmpty ? "" : "AND \(filters.sql)")
            ORDER BY events.id
            """
        let window: StatementArguments = [span.start.milliseconds, span.end.milliseconds]
        return try Int64.fetchAll(db, sql: sql, arguments: window + filters.arguments)
    }

    /// The window to the quarter hour, as every question has it; nil for an empty one.
    private static func quarters(of window: Window) -> Window? {
        guard window.start < window.end else { return nil }
        let last = QuarterHour(containing: window.end.advanced(byMilliseconds: -1))
        return Window(
            start: QuarterHour(containing: window.start).start, end: QuarterHour(number: last.number + 1).start)
    }
}
