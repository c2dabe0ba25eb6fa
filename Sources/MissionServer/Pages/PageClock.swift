// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How a page tells moments.
struct PageClock {
    let zone: Zone
    let now: Timestamp

    /// The local time of day, for what is of today; the day and the time for the rest, with the year where it is another.
    func time(_ moment: Timestamp) -> Markup {
        tag("time", Attribute("datetime", moment.iso8601)) { words(moment) }
    }

    /// The same as text.
    func words(_ moment: Timestamp) -> String {
        let (day, today) = (zone.day(of: moment), zone.day(of: now))
        if day == today { return ofDay(moment) }
        let isOfThisYear = day.components.year == today.components.year
        return "\(isOfThisYear ? DayText.short(day) : DayText.long(day)), \(ofDay(moment))"
    }

    /// `14:03`.
    func ofDay(_ moment: Timestamp) -> String {
        String(zone.clockText(of: moment).suffix(5))
    }
}
