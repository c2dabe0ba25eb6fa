// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Five or six fields of a schedule, read as `croner` reads them, which is what OpenClaw's scheduler uses: seconds first where there
/// are six; lists, ranges, steps, names of months and days; where both days are restricted, one of them is enough.
struct CronFields: Hashable, Sendable {
    private let seconds: [Int64]
    private let minutes: [Int64]
    private let hours: [Int64]
    private let monthDays: Set<Int64>
    private let months: Set<Int64>
    /// 0 is Sunday.
    private let weekdays: Set<Int64>
    private let needsBothDays: Bool

    /// - Returns: nil for what is no such schedule, and for its rarer signs (`L`, `W`, `#`, `@daily`), which nobody guesses here.
    init?(_ text: String) {
        var fields = text.split(separator: " ").map { String($0).uppercased() }
        guard fields.count == 5 || fields.count == 6 else { return nil }
        if fields.count == 5 { fields.insert("0", at: 0) }
        guard let seconds = Self.values(fields[0], 0...59), let minutes = Self.values(fields[1], 0...59),
            let hours = Self.values(fields[2], 0...23), let monthDays = Self.values(fields[3], 1...31),
            let months = Self.values(fields[4], 1...12, names: Self.months, first: 1),
            let weekdays = Self.values(fields[5], 0...7, names: Self.weekdays, first: 0)
        else { return nil }
        (self.seconds, self.minutes, self.hours) = (seconds.sorted(), minutes.sorted(), hours.sorted())
        (self.monthDays, self.months) = (monthDays, months)
        // Sunday has two numbers.
        self.weekdays = Set(weekdays.map { $0 % 7 })
        needsBothDays = Self.isAny(fields[3]) || Self.isAny(fields[5])
    }

    /// The first moment after another one, at most eight years later: 29 February may be so far away.
    func next(after moment: Timestamp, in zone: Zone) -> Timestamp? {
        let today = zone.day(of: moment)
        for ahead in Int64(0)...(8 * 366) {
            let day = today.advanced(by: ahead)
            guard matches(day) else { continue }
            for hour in hours {
                // An hour that is over needs no look at its minutes; the clock may be set back by one within it.
                if zone.moment(day, second: hour * 3600 + 3599).advanced(byMilliseconds: 3_600_000) < moment {
                    continue
                }
                for minute in minutes {
                    for second in seconds {
                        let found = zone.moment(day, second: hour * 3600 + minute * 60 + second)
                        if found > moment { return found }
                    }
                }
            }
        }
        return nil
    }

    private func matches(_ day: CivilDay) -> Bool {
        guard months.contains(day.components.month) else { return false }
        // 1970-01-01 was a Thursday.
        let weekday = (day.number + 4) - (day.number + 4).floorDivided(by: 7) * 7
        let (isDay, isWeekday) = (monthDays.contains(day.components.day), weekdays.contains(weekday))
        return needsBothDays ? isDay && isWeekday : isDay || isWeekday
    }

    private static let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    private static let weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

    private static func isAny(_ field: String) -> Bool { field.hasPrefix("*") || field == "?" }

    private static func values(
        _ field: String, _ bounds: ClosedRange<Int64>, names: [String] = [], first: Int64 = 0
    ) -> Set<Int64>? {
        func number(_ text: Substring) -> Int64? {
            let value =
                names.firstIndex(of: String(text)).map { Int64($0) + first } ?? (text.isNumber ? Int64(text) : nil)
            return value.flatMap { bounds.contains($0) ? $0 : nil }
        }
        var values: Set<Int64> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard let span = halves.first, halves.count <= 2 else { return nil }
            let step = halves.count == 2 ? (halves[1].isNumber ? Int64(halves[1]) : nil) : 1
            guard let step, step > 0 else { return nil }
            let ends = span.split(separator: "-", omittingEmptySubsequences: false)
            let range: ClosedRange<Int64>
            if span == "*" || span == "?" {
                range = bounds
            } else if ends.count == 2, let low = number(ends[0]), let high = number(ends[1]), low <= high {
                range = low...high
            } else if ends.count == 1, let low = number(span) {
                range = low...(halves.count == 2 ? bounds.upperBound : low)
            } else {
                return nil
            }
            values.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: Int(min(step, 100))))
        }
        return values
    }
}

extension Substring {
    /// Whether it has one to nine digits and nothing else.
    fileprivate var isNumber: Bool { (1...9).contains(utf8.count) && utf8.allSatisfy { (0x30...0x39).contains($0) } }
}

extension Zone {
    /// When a day's clock shows a time: the first such moment where it does so twice, the one right after where it is skipped.
    ///
    /// - Parameter second: Seconds since midnight by the clock.
    fileprivate func moment(_ day: CivilDay, second: Int64) -> Timestamp {
        let nominal = day.number * 86_400 + second
        let guesses = [nominal - 86_400, nominal + 86_400].map { nominal - offset(at: Timestamp(seconds: $0)) }
        let shown = guesses.filter { $0 + offset(at: Timestamp(seconds: $0)) == nominal }
        // Skipped: as far behind the gap as it is behind its beginning.
        return Timestamp(seconds: shown.min() ?? guesses.max() ?? nominal)
    }
}
