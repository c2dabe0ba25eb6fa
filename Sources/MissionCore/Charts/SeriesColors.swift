// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Which of five colours names have in a drawing. A name keeps its colour from drawing to drawing, whatever is shown beside it,
/// unless two that want the same one meet.
package struct SeriesColors: Hashable, Sendable {
    /// The colours there are.
    package static let count = 5

    private let slots: [String?: Int]

    /// - Parameters:
    ///   - ranked: All names ever, most expensive first. Its place in them gives a name the colour that it has as long as it is
    ///     free; else it gets the next one that is, names that rank higher first.
    ///   - shown: Names that are drawn, at most five: further ones are among "Other". One that is not ranked comes after all that
    ///     are, in the order given.
    package init(ranked: [String?], shown: [String?]) {
        var ranks: [String?: Int] = [:]
        for name in ranked + shown where ranks[name] == nil { ranks[name] = ranks.count }
        let drawn = Set(shown.prefix(Self.count)).sorted { (ranks[$0] ?? 0) < (ranks[$1] ?? 0) }
        var slots: [String?: Int] = [:]
        var taken: Set<Int> = []
        for name in drawn {
            let wanted = (ranks[name] ?? 0) % Self.count
            let slot = (0..<Self.count).lazy.map { (wanted + $0) % Self.count }.first { !taken.contains($0) }
            guard let slot else { continue }
            taken.insert(slot)
            slots[name] = slot + 1
        }
        self.slots = slots
    }

    /// 1 to 5; 0 for what is among "Other".
    package subscript(name: String?) -> Int {
        slots[name] ?? 0
    }
}
