// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A zone as the variable `TZ` may spell it out: `EST5EDT`, `UTC+5`, `<+03>-3`, `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// POSIX counts hours *west* of Greenwich; the properties here count seconds east, as everything else does.
struct PosixZone: Hashable, Sendable {
    /// Summer time and when it begins and ends.
    struct Daylight: Hashable, Sendable {
        /// Seconds east of UTC.
        var offset: Int64
        /// When it begins, by the clock of standard time.
        var start: PosixRule
        /// When it ends, by the clock of summer time.
        var end: PosixRule
    }

    /// Seconds east of UTC, of standard time.
    var standard: Int64
    /// Nil where there is none.
    var daylight: Daylight?

    /// The one offset that holds for ever; nil where there are two.
    var fixedOffset: Int64? {
        daylight == nil ? standard : nil
    }

    /// A zone of one offset.
    init(seconds: Int64) {
        standard = seconds
    }

    /// Reads the notation; nil for anything else. Summer time without a rule follows the one of the United States, as the
    /// system's C library has it.
    init?(_ text: String) {
        var reader = PosixReader(text)
        guard reader.takeName(), let west = reader.offset(upTo: 24) else { return nil }
        standard = -west
        if reader.isAtEnd { return }
        guard reader.takeName() else { return nil }
        var offset = standard + 3600
        if !reader.isAtEnd, !reader.isAt(",") {
            guard let west = reader.offset(upTo: 24) else { return nil }
            offset = -west
        }
        if reader.isAtEnd {
            daylight = Daylight(
                offset: offset, start: PosixRule(day: .week(month: 3, week: 2, day: 0)),
                end: PosixRule(day: .week(month: 11, week: 1, day: 0)))
            return
        }
        guard reader.take(","), let start = reader.rule(), reader.take(","), let end = reader.rule(), reader.isAtEnd
        else { return nil }
        daylight = Daylight(offset: offset, start: start, end: end)
    }

    /// Seconds east of UTC at a moment, in seconds since 1970.
    func offset(at moment: Int64) -> Int64 {
        guard let daylight else { return standard }
        // Of all changes up to the moment the last one holds. Rules may reach into the years beside their own.
        let year = Self.year(moment + standard)
        let last = changes(of: year - 1...year + 1, daylight).last { $0.at <= moment }
        return last?.offset ?? standard
    }

    /// The first change of the offset behind a moment, both in seconds since 1970.
    func transition(after moment: Int64) -> Int64? {
        guard let daylight else { return nil }
        let year = Self.year(moment + standard)
        var offset = offset(at: moment)
        for change in changes(of: year - 1...year + 2, daylight) where change.at > moment {
            if change.offset != offset { return change.at }
            offset = change.offset
        }
        return nil
    }

    private func changes(of years: ClosedRange<Int64>, _ daylight: Daylight) -> [(at: Int64, offset: Int64)] {
        let all = years.flatMap { year in
            [
                (at: daylight.start.localSecond(in: year) - standard, offset: daylight.offset),
                (at: daylight.end.localSecond(in: year) - daylight.offset, offset: standard),
            ]
        }
        // Where summer time never ends its end falls together with the next beginning, which then comes later.
        return all.enumerated().sorted { left, right in
            left.element.at == right.element.at
                ? (left.element.offset == standard && right.element.offset != standard)
                : left.element.at < right.element.at
        }.map(\.element)
    }

    private static func year(_ second: Int64) -> Int64 {
        CivilDay(number: second.floorDivided(by: 86_400)).components.year
    }
}

/// When in a year a zone's clock changes.
struct PosixRule: Hashable, Sendable {
    /// The day.
    enum Day: Hashable, Sendable {
        /// `Jn`: 1 to 365, without counting the 29th of February.
        case julian(Int64)
        /// `n`: 0 to 365, counting it.
        case zeroBased(Int64)
        /// `Mm.w.d`: the month, the week of it from 1 to 5, which is the last one, and the day from Sunday, 0.
        case week(month: Int64, week: Int64, day: Int64)
    }

    var day: Day
    /// Seconds after the day's midnight; may be negative or beyond the day.
    var time: Int64 = 2 * 3600

    /// The moment by the clock on the wall, in seconds since 1970-01-01T00:00 local time.
    func localSecond(in year: Int64) -> Int64 {
        civilDay(in: year).number * 86_400 + time
    }

    private func civilDay(in year: Int64) -> CivilDay {
        let first = CivilDay(year: year, month: 1, day: 1)
        switch day {
        case .zeroBased(let number): return first.advanced(by: number)
        case .julian(let number):
            let isLeap = CivilDay(year: year, month: 12, day: 31).number - first.number == 365
            return first.advanced(by: number - 1 + (isLeap && number > 59 ? 1 : 0))
        case .week(let month, let week, let weekday):
            let start = CivilDay(year: year, month: month, day: 1)
            // 1970-01-01 was a Thursday, day 4.
            let weekdayOfStart = (start.number + 4) - (start.number + 4).floorDivided(by: 7) * 7
            let firstSuch = start.advanced(by: (weekday - weekdayOfStart + 7) % 7)
            let such = firstSuch.advanced(by: (week - 1) * 7)
            return such < start.startOfNextMonth ? such : such.advanced(by: -7)
        }
    }
}

/// Reads the pieces of a POSIX zone, one after the other.
private struct PosixReader {
    private var rest: Substring

    init(_ text: String) {
        rest = text[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ character: Character) -> Bool { rest.first == character }

    mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    /// A zone's abbreviation: three letters or more, or anything of the kind between angle brackets.
    mutating func takeName() -> Bool {
        if take("<") {
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "+" || $0 == "-") }
            rest = rest.dropFirst(name.count)
            return name.count >= 3 && take(">")
        }
        let name = rest.prefix { $0.isASCII && $0.isLetter }
        rest = rest.dropFirst(name.count)
        return name.count >= 3
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func offset(upTo hours: Int64) -> Int64? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard var seconds = number(upTo: hours).map({ $0 * 3600 }) else { return nil }
        for unit: Int64 in [60, 1] where take(":") {
            guard let value = number(upTo: 59) else { return nil }
            seconds += value * unit
        }
        return isNegative ? -seconds : seconds
    }

    mutating func rule() -> PosixRule? {
        guard let day = day() else { return nil }
        guard take("/") else { return PosixRule(day: day) }
        // Up to a week, as RFC 8536 has it.
        return offset(upTo: 167).map { PosixRule(day: day, time: $0) }
    }

    private mutating func day() -> PosixRule.Day? {
        if take("J") { return number(upTo: 365).flatMap { $0 > 0 ? .julian($0) : nil } }
        guard take("M") else { return number(upTo: 365).map { .zeroBased($0) } }
        guard let month = number(upTo: 12), month > 0, take("."), let week = number(upTo: 5), week > 0, take("."),
            let day = number(upTo: 6)
        else { return nil }
        return .week(month: month, week: week, day: day)
    }

    private mutating func number(upTo maximum: Int64) -> Int64? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count <= 3, let number = Int64(digits), number <= maximum else { return nil }
        rest = rest.dropFirst(digits.count)
        return number
    }
}
