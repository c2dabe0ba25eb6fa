// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Sums of one series in one quarter hour.
struct Rollup {
    var series: Int64
    var quarter: Int64
    var sums: UsageSums

    static func precedes(_ left: Rollup, _ right: Rollup) -> Bool {
        (left.series, left.quarter) < (right.series, right.quarter)
    }
}

/// Rollups as the calls that count give them, by series and quarter hour. What a call adds is said by `UsageSums` alone, so that the
/// check cannot share a mistake with SQL.
struct RecomputedRollups {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    func forEach(_ body: (Rollup) throws -> Void) throws {
        var memory = WriterMemory()
        let interner = Interner(db: db)
        let sql = """
            SELECT \(EventStatements.columns.joined(separator: ", ")) FROM events WHERE is_covered = 0
            ORDER BY series_id, at_ms
            """
        let rows = try Row.fetchCursor(db, sql: sql)
        var current: Rollup?
        while let row = try rows.next() {
            let id: Int64 = row[3]
            let event = try interner.series(id, &memory).event {
                row[$0] ?? 0
            } optional: {
                row[$0]
            }
            let quarter = QuarterHour(containing: event.at).number
            if var open = current, open.series == id, open.quarter == quarter {
                open.sums += UsageSums(event)
                current = open
                continue
            }
            if let current { try body(current) }
            current = Rollup(series: id, quarter: quarter, sums: UsageSums(event))
        }
        if let current { try body(current) }
    }
}

/// Rollups as they are stored, by series and quarter hour.
struct StoredRollups {
    private let rows: RowCursor
    private var head: Rollup?

    init(_ db: Database) throws {
        rows = try Row.fetchCursor(
            db, sql: "SELECT series_id, quarter, \(RollupColumn.list()) FROM rollups ORDER BY series_id, quarter")
        try advance()
    }

    /// The next one.
    mutating func next() throws -> Rollup? {
        guard let next = head else { return nil }
        try advance()
        return next
    }

    /// The next one if it comes before `other`.
    mutating func next(before other: Rollup) throws -> Rollup? {
        guard let head, Rollup.precedes(head, other) else { return nil }
        return try next()
    }

    /// The sums stored for the same series and quarter hour, if that is the next one.
    mutating func take(_ other: Rollup) throws -> UsageSums? {
        guard let head, head.series == other.series, head.quarter == other.quarter else { return nil }
        return try next()?.sums
    }

    private mutating func advance() throws {
        head = try rows.next().map { row in
            Rollup(series: row[0], quarter: row[1], sums: UsageSums { row[2 + $0] ?? 0 })
        }
    }

    static let insert = """
        INSERT INTO rollups (quarter, series_id, \(RollupColumn.list()))
        VALUES (?, ?\(String(repeating: ", ?", count: RollupColumn.all.count)))
        """
}
