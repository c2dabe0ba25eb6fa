// Mission Control
// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import MissionCore

/// Which days a command covers.
struct RangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this day (2026-11-21, 20261121, today, yesterday).", valueName: "day"))
    var date: String?

    @Option(help: ArgumentHelp("Only this month (2026-11).", valueName: "month"))
    var month: String?

    @Option(help: ArgumentHelp("The last days or weeks, today included (7d, 2w).", valueName: "span"))
    var last: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("From this day on; 7d is the last seven days, today included.", valueName: "day"))
    var since: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Up to this day, which is included.", valueName: "day"))
    var until: String?

    /// Whether no day is named.
    var isOpen: Bool {
        [date, month, last, since, until].allSatisfy { $0 == nil }
    }

    /// The first and the last day, both included; nil where the range is open.
    func days(today: CivilDay) throws -> (since: CivilDay?, until: CivilDay?) {
        let reader = DayReader(today: today)
        let single = [("--date", date), ("--month", month), ("--last", last)].filter { $0.1 != nil }
        let hasEnds = since != nil || until != nil
        guard single.count < 2, single.isEmpty || !hasEnds else {
            let names = single.map(\.0) + (hasEnds ? ["--since and --until"] : [])
            throw ValidationError("\(names.joined(separator: ", ")) each name all days there are: give one of them.")
        }
        if let date {
            let day = try reader.day(date, option: "--date")
            return (day, day)
        }
        if let month { return try reader.month(month) }
        if let last { return (try reader.span(last, option: "--last"), today) }
        let start = since.flatMap(reader.spanStart)
        return (try start ?? reader.day(since, option: "--since"), try reader.day(until, option: "--until"))
    }
}

/// Reads days as people write them.
struct DayReader {
    let today: CivilDay

    func day(_ text: String?, option: String) throws -> CivilDay? {
        switch text {
        case nil: return nil
        case "today": return today
        case "yesterday": return today.advanced(by: -1)
        case .some(let text):
            guard let day = CivilDay(text) else {
                let span = option == "--since" ? ", 7d" : ""
                throw ValidationError(
                    "\(option): “\(text)” is no day; write 2026-11-21, 20261121\(span), today or yesterday.")
            }
            return day
        }
    }

    /// The days of `2026-11` or `202611`.
    func month(_ text: String) throws -> (since: CivilDay?, until: CivilDay?) {
        guard let first = CivilDay("\(text)-01") ?? (text.count == 6 ? CivilDay("\(text)01") : nil) else {
            throw ValidationError("--month: “\(text)” is no month; write 2026-11.")
        }
        return (first, first.startOfNextMonth.advanced(by: -1))
    }

    /// The first day of the last `7d` or `2w`, today included.
    func span(_ text: String, option: String) throws -> CivilDay {
        guard let start = spanStart(text) else {
            throw ValidationError("\(option): “\(text)” is no span; write 7d for seven days or 2w for two weeks.")
        }
        return start
    }

    /// The same; nil when the text is no span.
    func spanStart(_ text: String) -> CivilDay? {
        guard let unit = text.last, let days: Int64 = ["d": 1, "w": 7][unit] else { return nil }
        let digits = text.dropLast()
        guard digits.count <= 5, digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let count = Int64(digits), count > 0
        else { return nil }
        return today.advanced(by: 1 - count * days)
    }
}
