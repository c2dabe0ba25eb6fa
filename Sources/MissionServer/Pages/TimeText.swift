// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Hours, days, weeks and months for people.
enum TimeText {
    /// Under a bar: `14:00`, `21 Nov`, `Nov 2026`.
    static func short(_ value: DimensionValue, _ grain: Granularity) -> String {
        switch value {
        case .hour(let hour): "\(hour.hourOfDay.padded):00"
        case .day(let day): DayText.short(day)
        case .month(let day): "\(DayText.month(day).prefix(3)) \(day.components.year)"
        default: value.text ?? ""
        }
    }

    /// In words: `21 Nov 2026, 14:00`, `Sat 21 Nov 2026`, `week of 16 Nov 2026`, `November 2026`.
    static func long(_ value: DimensionValue, _ grain: Granularity) -> String {
        switch value {
        case .hour(let hour): "\(DayText.long(hour.day)), \(hour.hourOfDay.padded):00"
        case .day(let day) where grain == .week: "Week of \(DayText.long(day))"
        case .day(let day): "\(DayText.weekday(day)) \(DayText.long(day))"
        case .month(let day): "\(DayText.month(day)) \(day.components.year)"
        default: value.text ?? ""
        }
    }
}

/// Days for people.
enum DayText {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// `November`.
    static func month(_ day: CivilDay) -> String {
        let index = Int(day.components.month) - 1
        return months.indices.contains(index) ? months[index] : ""
    }

    /// `21 Nov`.
    static func short(_ day: CivilDay) -> String {
        "\(day.components.day) \(month(day).prefix(3))"
    }

    /// `21 Nov 2026`.
    static func long(_ day: CivilDay) -> String {
        "\(short(day)) \(day.components.year)"
    }

    /// `Sat`.
    static func weekday(_ day: CivilDay) -> String {
        let index = Int(day.number - day.startOfWeek.number)
        return weekdays.indices.contains(index) ? weekdays[index] : ""
    }
}

extension Int64 {
    /// At least two digits: `07`.
    fileprivate var padded: String { self < 10 ? "0\(self)" : "\(self)" }
}
