// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A day of the calendar, in no particular zone.
package struct CivilDay: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01.
    package var number: Int64

    /// A day from the days since 1970-01-01.
    package init(number: Int64) {
        self.number = number
    }

    /// A day from year, month and day of the Gregorian calendar, which are not checked.
    package init(year: Int64, month: Int64, day: Int64) {
        // Days from civil, counting years from March so that the leap day comes last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floorDivided(by: 400)
        let yearOfEra = shifted - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.number = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `2026-11-21` or `20261121`; nil for anything else or for a day that does not exist.
    package init?(_ text: String) {
        let digits = text.utf8.filter { $0 != 0x2d }
        let hasDashes = text.utf8.count == 10 && Array(text.utf8)[4] == 0x2d && Array(text.utf8)[7] == 0x2d
        guard digits.count == 8, hasDashes || text.utf8.count == 8 else { return nil }
        guard digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        func number(_ range: Range<Int>) -> Int64 {
            digits[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        }
        let parts = (number(0..<4), number(4..<6), number(6..<8))
        self.init(year: parts.0, month: parts.1, day: parts.2)
        // A 31st of February would come back as another day.
        guard components == parts else { return nil }
    }

    /// Year, month (1 to 12) and day (1 to 31).
    package var components: (year: Int64, month: Int64, day: Int64) {
        let shifted = number + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Earlier days come first.
    package static func < (left: CivilDay, right: CivilDay) -> Bool {
        left.number < right.number
    }

    /// The Monday on or before this day (ISO 8601 weeks).
    package var startOfWeek: CivilDay { startOfWeek(from: .monday) }

    /// The newest such weekday on or before this day.
    package func startOfWeek(from first: Weekday) -> CivilDay {
        // 1970-01-01 was a Thursday.
        let days = number + 3 - first.rawValue
        return CivilDay(number: number - (days - days.floorDivided(by: 7) * 7))
    }

    /// The first day of this day's month.
    package var startOfMonth: CivilDay {
        let (year, month, _) = components
        return CivilDay(year: year, month: month, day: 1)
    }

    /// The first day of the month after this day's.
    package var startOfNextMonth: CivilDay {
        let (year, month, _) = components
        return month == 12 ? CivilDay(year: year + 1, month: 1, day: 1) : CivilDay(year: year, month: month + 1, day: 1)
    }

    /// The day this many days later.
    package func advanced(by days: Int64) -> CivilDay {
        CivilDay(number: number.addingSaturating(days))
    }
}

/// A day of the week: 0 for Monday, as ISO 8601 begins it.
package enum Weekday: Int64, Hashable, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// `monday`, in any case.
    package init?(named name: String) {
        guard let day = Weekday.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = day
    }

    /// `monday`.
    package var name: String { "\(self)" }
}

extension CivilDay: CustomStringConvertible {
    /// `2026-11-21`.
    package var description: String {
        let (year, month, day) = components
        return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }

    /// `2026-11`.
    package var monthDescription: String {
        let (year, month, _) = components
        return "\(year.padded(to: 4))-\(month.padded(to: 2))"
    }

    /// `11-21`.
    package var monthAndDay: String {
        let (_, month, day) = components
        return "\(month.padded(to: 2))-\(day.padded(to: 2))"
    }
}

extension Int64 {
    /// Decimal digits with leading zeros up to `width`.
    package func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
