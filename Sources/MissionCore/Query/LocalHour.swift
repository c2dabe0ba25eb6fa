// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// An hour of a day of the calendar, in no particular zone.
package struct LocalHour: Hashable, Sendable, CustomStringConvertible {
    /// Hours since 1970-01-01T00:00 local time.
    package var number: Int64

    /// An hour from its number.
    package init(number: Int64) {
        self.number = number
    }

    /// The local hour of a quarter hour.
    package init(_ quarter: QuarterHour, in zone: Zone) {
        let seconds = quarter.number * 900
        number = (seconds + zone.offset(at: Timestamp(seconds: seconds))).floorDivided(by: 3600)
    }

    /// Reads `2026-11-21T14:00`; nil for anything else.
    package init?(_ text: String) {
        guard text.utf8.count == 16, text.hasSuffix(":00"), text.dropFirst(10).first == "T",
            let day = CivilDay(String(text.prefix(10))), let hour = Int64(text.dropFirst(11).prefix(2)),
            (0..<24).contains(hour)
        else { return nil }
        number = day.number * 24 + hour
    }

    /// Its day.
    package var day: CivilDay {
        CivilDay(number: number.floorDivided(by: 24))
    }

    /// 0 to 23.
    package var hourOfDay: Int64 {
        number - day.number * 24
    }

    /// `2026-11-21T14:00`.
    package var description: String {
        "\(day)T\(hourOfDay.padded(to: 2)):00"
    }
}
