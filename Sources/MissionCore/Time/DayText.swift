// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Days for people.
package enum DayText {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// `November`.
    package static func month(_ day: CivilDay) -> String {
        let index = Int(day.components.month) - 1
        return months.indices.contains(index) ? months[index] : ""
    }

    /// `21 Nov`.
    package static func short(_ day: CivilDay) -> String {
        "\(day.components.day) \(month(day).prefix(3))"
    }

    /// `21 Nov 2026`.
    package static func long(_ day: CivilDay) -> String {
        "\(short(day)) \(day.components.year)"
    }

    /// `Sat`.
    package static func weekday(_ day: CivilDay) -> String {
        let index = Int(day.number - day.startOfWeek.number)
        return weekdays.indices.contains(index) ? weekdays[index] : ""
    }
}

extension Zone {
    /// `21 Nov 2026, 14:45`, local time.
    package func dayAndTimeText(of moment: Timestamp) -> String {
        "\(DayText.long(day(of: moment))), \(clockText(of: moment).suffix(5))"
    }
}
