// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How a page tells moments.
struct PageClock {
    let zone: Zone
    let now: Timestamp

    /// The local time of day, for what is of today; the day and the time for the rest.
    func time(_ moment: Timestamp) -> Markup {
        tag("time", Attribute("datetime", moment.iso8601)) { words(moment) }
    }

    /// The same as text.
    func words(_ moment: Timestamp) -> String {
        let day = zone.day(of: moment)
        return day == zone.day(of: now) ? ofDay(moment) : "\(DayText.short(day)), \(ofDay(moment))"
    }

    /// `14:03`.
    func ofDay(_ moment: Timestamp) -> String {
        String(zone.clockText(of: moment).suffix(5))
    }
}
