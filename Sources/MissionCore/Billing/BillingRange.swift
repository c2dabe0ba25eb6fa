// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The UTC days that bills are asked for.
package enum BillingRange {
    /// Days where nobody says how many.
    private static let usualDays: Int64 = 30
    /// No provider has existed for longer.
    private static let mostDays: Int64 = 4000

    /// The days of a request: completed ones only, at most 4,000, and the last 30 where it names none.
    ///
    /// - Throws: ``ReportError/emptyRange(since:until:)`` where no such day is over yet.
    package static func days(
        since: CivilDay?, until: CivilDay?, now: Timestamp
    ) throws(ReportError) -> ClosedRange<CivilDay> {
        let yesterday = Zone.utc.day(of: now).advanced(by: -1)
        let last = min(until ?? yesterday, yesterday)
        let first = max(since ?? last.advanced(by: 1 - usualDays), last.advanced(by: 1 - mostDays))
        guard first <= last else { throw .emptyRange(since: first, until: last) }
        return first...last
    }
}

extension ClosedRange<CivilDay> {
    /// Every day, first to last.
    package var all: [CivilDay] {
        (lowerBound.number...upperBound.number).map { CivilDay(number: $0) }
    }
}
