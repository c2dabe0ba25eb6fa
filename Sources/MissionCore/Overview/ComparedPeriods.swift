// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A period and the one before it with which it is compared.
///
/// **The rule**: days that are over stand beside as many days before them. What goes on stands beside as much of the period before:
/// today beside yesterday until the same time of day, this month beside the month before until the same day and time, other
/// days beside as many days before, until the same time: a week so far is asked for with all of its seven days. A month that has
/// no such day counts whole.
package struct ComparedPeriods: Hashable, Sendable {
    /// The period; of one that goes on, what has been of it, its present quarter hour included.
    package let current: Window
    /// What it is compared with. Where it ends within a day, it ends with the quarter of an hour that is nearest.
    package let former: Window

    package init(_ days: ClosedRange<CivilDay>, zone: Zone, now: Timestamp) {
        let today = zone.day(of: now)
        let (first, last) = (days.lowerBound, days.upperBound)
        let count = last.number - first.number + 1
        guard days.contains(today) else {
            current = zone.window(from: first, through: last)
            former = zone.window(from: first.advanced(by: -count), through: first.advanced(by: -1))
            return
        }
        current = Window(start: zone.start(of: first), end: now.advanced(byMilliseconds: 1))
        let isMonth = first == today.startOfMonth && last < today.startOfNextMonth && count > 1
        // Days to come have nothing to compare, but say how far apart the two periods are.
        let begin = isMonth ? first.advanced(by: -1).startOfMonth : first.advanced(by: -count)
        let day = begin.advanced(by: today.number - first.number)
        let end = day < first ? zone.moment(day, atTimeOf: now) : zone.start(of: first)
        former = Window(start: zone.start(of: begin), end: end)
    }
}

extension Zone {
    /// When a day's clock shows what it shows at a moment, to the nearest quarter of an hour; within that day.
    fileprivate func moment(_ day: CivilDay, atTimeOf moment: Timestamp) -> Timestamp {
        let local = moment.seconds + offset(at: moment)
        let time = local - local.floorDivided(by: 86_400) * 86_400
        let nominal = day.number * 86_400 + (time + 450) / 900 * 900
        // The offset is that of about then: the second guess is right but for an hour that is skipped or repeated.
        let guess = nominal - offset(at: Timestamp(seconds: nominal))
        let found = Timestamp(seconds: nominal - offset(at: Timestamp(seconds: guess)))
        return min(max(found, start(of: day)), start(of: day.advanced(by: 1)))
    }
}
