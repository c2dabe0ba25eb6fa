// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension PageState {
    /// The days of the page, first to last, no later than today.
    ///
    /// - Parameter state: Where the ledger stands; an open beginning is its first call.
    func bounds(_ state: LedgerState) -> ClosedRange<CivilDay> {
        let last = min(days.until ?? today, today)
        let first = days.since ?? state.extent.map { zone.day(of: $0.lowerBound.start) } ?? last
        return min(first, last)...last
    }

    /// As many days before them; nil where the beginning is open, because nothing lies before it.
    func previousDays(_ bounds: ClosedRange<CivilDay>) -> ClosedRange<CivilDay>? {
        guard days.since != nil else { return nil }
        let count = bounds.upperBound.number - bounds.lowerBound.number + 1
        switch range {
        case .named(.thisMonth), .named(.lastMonth):
            // A month is compared with the month before it, day by day.
            let end = bounds.lowerBound.advanced(by: -1)
            let first = end.startOfMonth
            return first...(range == .named(.lastMonth) ? end : min(end, first.advanced(by: count - 1)))
        default:
            return bounds.lowerBound.advanced(by: -count)...bounds.lowerBound.advanced(by: -1)
        }
    }

    /// The same span before: where the present day is not over, only as much of the day that stands in its place.
    func previousWindow(_ bounds: ClosedRange<CivilDay>) -> Window? {
        guard let previous = previousDays(bounds) else { return nil }
        var window = zone.window(from: previous.lowerBound, through: previous.upperBound)
        if bounds.upperBound == today {
            window.end = min(window.end, ComparedPeriods(bounds, zone: zone, now: now).former.end)
        }
        return window
    }
}
