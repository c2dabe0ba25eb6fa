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

extension Int64 {
    /// At least two digits: `07`.
    fileprivate var padded: String { padded(to: 2) }
}
