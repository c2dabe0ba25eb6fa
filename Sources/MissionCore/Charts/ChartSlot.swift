// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The place of one of several things that stand side by side, in percent of the width.
struct ChartSlot: Hashable {
    /// Where it begins.
    var start: Length
    /// How wide it is.
    var length: Length
    /// Where its bar begins.
    var barStart: Length
    /// How wide its bar is.
    var barLength: Length

    /// - Parameters:
    ///   - index: From 0.
    ///   - count: How many there are.
    ///   - widest: A bar has at most so many percent, so that few bars do not become walls.
    init(_ index: Int, of count: Int, widest: Int = 5) {
        let whole = 10_000
        let (begin, end) = (whole * index / max(1, count), whole * (index + 1) / max(1, count))
        (start, length) = (Length(hundredths: begin), Length(hundredths: end - begin))
        // A fifth of each place stays empty.
        let width = max(1, min((end - begin) * 4 / 5, widest * 100))
        barLength = Length(hundredths: width)
        barStart = Length(hundredths: begin + (end - begin - width) / 2)
    }

    /// Its middle.
    var middle: Length { Length(hundredths: start.hundredths + length.hundredths / 2) }

    /// Its middle on a plane of 1000 units.
    var planeX: Length { Length(hundredths: middle.hundredths * 10) }
}
