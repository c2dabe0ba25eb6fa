// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The days that a call is about.
struct ToolDays {
    /// The first one; nil where the beginning is open.
    var since: CivilDay?
    /// The last one, included; nil where the end is open.
    var until: CivilDay?

    /// - Throws: ``ToolMistake``.
    init(_ arguments: ToolArguments, today: CivilDay) throws {
        let (date, last) = (try arguments.text("date"), try arguments.text("last"))
        let (first, end) = (try arguments.text("since"), try arguments.text("until"))
        let ways = [date != nil, last != nil, first != nil || end != nil].filter(\.self).count
        guard ways < 2 else {
            throw ToolMistake(argument: "date", expected: "either date, or last, or since and until")
        }
        if let date {
            since = try Self.day(date, "date", today)
            until = since
        } else if let last {
            since = try Self.start(of: last, today)
            until = today
        } else {
            since = try first.map { try Self.day($0, "since", today) }
            until = try end.map { try Self.day($0, "until", today) }
        }
    }

    private static func day(_ text: String, _ argument: String, _ today: CivilDay) throws -> CivilDay {
        switch text {
        case "today": return today
        case "yesterday": return today.advanced(by: -1)
        default:
            guard let day = CivilDay(text), (2000...2099).contains(day.components.year) else {
                throw ToolMistake(argument: argument, expected: "a day such as 2026-11-21, today or yesterday")
            }
            return day
        }
    }

    private static func start(of span: String, _ today: CivilDay) throws -> CivilDay {
        let digits = span.dropLast()
        guard let unit = span.last, let days: Int64 = ["d": 1, "w": 7][unit], digits.utf8.count <= 5,
            digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let count = Int64(digits), count > 0
        else { throw ToolMistake(argument: "last", expected: "a span such as 7d or 2w") }
        return today.advanced(by: 1 - count * days)
    }
}
