// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The days that a report covers, counted back from today.
public enum ReportPeriod: Hashable, Sendable {
    /// The present day.
    case today
    /// So many days, today included.
    case lastDays(Int)
    /// So many ISO weeks, the present one included.
    case lastWeeks(Int)
    /// The present month until today.
    case thisMonth
    /// So many months, the present one included.
    case lastMonths(Int)
    /// Everything the ledger holds.
    case all

    /// The first and last day, both included; nil where it is open.
    public func range(today: CivilDay) -> (since: CivilDay?, until: CivilDay?) {
        switch self {
        case .today: (today, today)
        case .lastDays(let count): (today.advanced(by: 1 - Int64(max(1, count))), today)
        case .lastWeeks(let count): (today.startOfWeek.advanced(by: 7 * (1 - Int64(max(1, count)))), today)
        case .thisMonth: (today.startOfMonth, today)
        case .lastMonths(let count): (Self.start(ofMonth: max(1, count) - 1, before: today), today)
        case .all: (nil, nil)
        }
    }

    private static func start(ofMonth count: Int, before day: CivilDay) -> CivilDay {
        var start = day.startOfMonth
        // Twelve thousand months are a thousand years; more is a mistake and needs no more work.
        for _ in 0..<min(count, 12_000) { start = start.advanced(by: -1).startOfMonth }
        return start
    }
}
