// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Reads tables of days.
struct DayReader {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// Hands the sums of each day that has some to `body`, first to last.
    func forEachDay(
        _ table: DayTable, in days: Range<Int64>, _ body: (_ day: Int64, _ sums: inout PackedSums) throws -> Void
    ) throws {
        if days.isEmpty { return }
        let rows = try IntegerStatement(db, table.select)
        rows.bind(1, days.lowerBound)
        rows.bind(2, days.upperBound)
        defer { rows.reset() }
        while try rows.step() {
            var sums = PackedSums(rows.bytes(1))
            try body(rows.column(0), &sums)
        }
    }

    /// The same for tables by quarter hour, without the quarter hours outside of `quarters`.
    ///
    /// - Parameter body: Takes or skips the columns of the sum that `sums` stands at.
    func forEachSum(
        _ table: DayTable, in quarters: Range<Int64>,
        _ body: (_ quarter: Int64, _ sums: inout PackedSums) throws -> Void
    ) throws {
        if quarters.isEmpty { return }
        let size = DayTable.size
        let days = quarters.lowerBound.floorDivided(by: size)..<(quarters.upperBound - 1).floorDivided(by: size) + 1
        try forEachDay(table, in: days) { day, sums in
            while try sums.next() {
                let quarter = day * size + sums.key.first
                if quarters.contains(quarter) { try body(quarter, &sums) } else { try sums.skip() }
            }
        }
    }
}

/// A window as whole UTC days between two ends, so that few sums have to be read.
struct DaySpan {
    /// Quarter hours before the first whole day.
    let head: Range<Int64>
    let days: Range<Int64>
    /// Quarter hours behind the last whole day.
    let tail: Range<Int64>

    /// - Parameter extent: The quarter hours between which all calls lie: a day of which the window has those that there
    ///   are is whole.
    init(_ window: QuestionWindow, extent: ClosedRange<QuarterHour>) {
        let size = DayTable.size
        let (from, to) = (window.from, window.to)
        let first =
            from <= extent.lowerBound.number ? from.floorDivided(by: size) : (from + size - 1).floorDivided(by: size)
        let last = to > extent.upperBound.number ? (to + size - 1).floorDivided(by: size) : to.floorDivided(by: size)
        guard first < last else {
            (head, days, tail) = (from..<to, first..<first, to..<to)
            return
        }
        head = from..<max(from, first * size)
        days = first..<last
        tail = min(to, last * size)..<to
    }
}
