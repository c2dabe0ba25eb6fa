// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A half-open span of time: `start` belongs to it, `end` does not.
package struct Window: Hashable, Sendable {
    /// The first moment.
    package var start: Timestamp
    /// The first moment after it.
    package var end: Timestamp

    /// A window; an `end` before `start` gives an empty one.
    package init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = max(start, end)
    }

    /// Everything a ledger can hold.
    package static let always = Window(start: Timestamp.plausible.lowerBound, end: Timestamp.plausible.upperBound)

    /// Whether the moment lies in the window.
    package func contains(_ moment: Timestamp) -> Bool {
        moment >= start && moment < end
    }

    /// The window without what lies before `start` or from `end` on.
    package func clamped(to other: Window) -> Window {
        Window(start: max(start, other.start), end: min(end, other.end))
    }

    /// The smallest window of whole quarter hours that holds this one; an empty one stays as it is.
    package var wideningToQuarterHours: Window {
        guard start < end else { return self }
        let last = QuarterHour(containing: end.advanced(byMilliseconds: -1))
        return Window(start: QuarterHour(containing: start).start, end: QuarterHour(number: last.number + 1).start)
    }
}
