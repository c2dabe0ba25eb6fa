// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The days that a page is about, as people choose them.
enum PageRange: Hashable, Sendable {
    /// One that has a name; it moves on with the calendar.
    case named(Name)
    /// From a day to another, both included; nil leaves an end open.
    case days(CivilDay?, CivilDay?)

    /// Raw values are what addresses have in `range`.
    enum Name: String, CaseIterable, Sendable {
        case today
        case week = "7d"
        case month = "30d"
        case quarter = "90d"
        case thisMonth = "month"
        case lastMonth = "last-month"
        case thisYear = "year"
        case all

        var title: String {
            switch self {
            case .today: "Today"
            case .week: "Last 7 days"
            case .month: "Last 30 days"
            case .quarter: "Last 90 days"
            case .thisMonth: "This month"
            case .lastMonth: "Last month"
            case .thisYear: "This year"
            case .all: "All time"
            }
        }
    }

    /// What an address without days is about.
    static let standard = PageRange.named(.month)

    /// For headings.
    var title: String {
        switch self {
        case .named(let name): name.title
        case .days(let since?, let until?) where since == until: DayText.long(since)
        case .days(let since?, let until?): "\(DayText.long(since)) to \(DayText.long(until))"
        case .days(let since?, nil): "Since \(DayText.long(since))"
        case .days(nil, let until?): "Until \(DayText.long(until))"
        case .days(nil, nil): Name.all.title
        }
    }

    /// The first and the last day, both included; nil leaves an end open.
    func days(today: CivilDay) -> (since: CivilDay?, until: CivilDay?) {
        switch self {
        case .days(let since, let until): return (since, until)
        case .named(let name):
            switch name {
            case .today: return (today, today)
            case .week: return (today.advanced(by: -6), today)
            case .month: return (today.advanced(by: -29), today)
            case .quarter: return (today.advanced(by: -89), today)
            case .thisMonth: return (today.startOfMonth, today)
            case .lastMonth:
                let last = today.startOfMonth.advanced(by: -1)
                return (last.startOfMonth, last)
            case .thisYear: return (CivilDay("\(today.components.year)-01-01") ?? today, today)
            case .all: return (nil, nil)
            }
        }
    }
}
