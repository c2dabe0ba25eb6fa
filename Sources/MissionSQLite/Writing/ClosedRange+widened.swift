// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension ClosedRange where Bound == Int64 {
    /// Makes it hold a number.
    mutating func extend(to number: Int64) {
        self = Swift.min(lowerBound, number)...Swift.max(upperBound, number)
    }

    /// Everything from so much before its beginning to so much behind its end.
    func widened(by before: Int64, and after: Int64) -> ClosedRange<Int64> {
        let start = lowerBound.subtractingSaturating(Swift.max(0, before))
        return start...upperBound.addingSaturating(Swift.max(0, after))
    }

    /// Everything from the beginning of the first to the end of the last of two.
    func joined(with other: ClosedRange<Int64>?) -> ClosedRange<Int64> {
        guard let other else { return self }
        return Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
    }

    /// Everything from the beginning of the first to the end of the last of some; nil where there are none.
    static func hull(of ranges: some Sequence<ClosedRange<Int64>>) -> ClosedRange<Int64>? {
        ranges.reduce(nil) { $1.joined(with: $0) }
    }

    /// The same numbers in ranges that do not overlap, the first one first.
    static func merged(_ ranges: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
        var merged: [ClosedRange<Int64>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, last.upperBound >= range.lowerBound {
                merged[merged.count - 1] = last.joined(with: range)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

extension ClosedRange<Int64>? {
    /// The same where one of the two may be missing, or both.
    func joined(with other: ClosedRange<Int64>?) -> ClosedRange<Int64>? {
        guard let self else { return other }
        return self.joined(with: other)
    }
}
