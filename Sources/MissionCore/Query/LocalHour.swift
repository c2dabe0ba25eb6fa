// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// An hour of a day of the calendar, in no particular zone.
public struct LocalHour: Hashable, Sendable, CustomStringConvertible {
    /// Hours since 1970-01-01T00:00 local time.
    public var number: Int64

    /// Makes an hour from its number.
    public init(number: Int64) {
        self.number = number
    }

    /// The local hour of a quarter hour.
    public init(_ quarter: QuarterHour, in zone: Zone) {
        let seconds = quarter.number * 900
        number = (seconds + zone.offset(at: Timestamp(seconds: seconds))).floorDivided(by: 3600)
    }

    /// Its day.
    public var day: CivilDay {
        CivilDay(number: number.floorDivided(by: 24))
    }

    /// 0 to 23.
    public var hourOfDay: Int64 {
        number - day.number * 24
    }

    /// `2026-11-21T14:00`.
    public var description: String {
        "\(day)T\(hourOfDay.padded(to: 2)):00"
    }
}
