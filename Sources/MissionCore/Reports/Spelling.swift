// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A text as people may spell it: letters and digits alone.
package struct Spelling: Hashable, Sendable {
    /// No name is told apart beyond so many.
    private static let longest = 64

    let letters: [UInt8]

    /// Reads a text.
    package init(_ text: String) {
        letters = Array(text.lowercased().utf8.lazy.filter(Self.isLetter).prefix(Self.longest))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || byte &- 0x61 < 26 || byte > 0x7f
    }

    /// How unlike a name is: the letters that have to change so that some part of it is the text, then those that have to
    /// change so that all of it is.
    func unlikeness(of name: String) -> (part: Int, whole: Int) {
        let other = Spelling(name)
        return (distance(to: other, isPart: true), distance(to: other))
    }

    /// The number of letters to insert, remove, replace, or swap with their neighbour (Damerau and Levenshtein).
    package func distance(to other: Spelling) -> Int {
        distance(to: other, isPart: false)
    }

    /// The same; letters in front of a part and behind it cost nothing.
    private func distance(to other: Spelling, isPart: Bool) -> Int {
        let (from, to) = (letters, other.letters)
        var rows = [isPart ? Array(repeating: 0, count: to.count + 1) : Array(0...to.count)]
        for (index, letter) in from.enumerated() {
            var row = [index + 1]
            for (column, wanted) in to.enumerated() {
                var best = min(rows[index][column + 1], row[column]) + 1
                best = min(best, rows[index][column] + (letter == wanted ? 0 : 1))
                if index > 0, column > 0, letter == to[column - 1], from[index - 1] == wanted {
                    best = min(best, rows[index - 1][column - 1] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        let last = rows[from.count]
        return isPart ? last.min() ?? from.count : last[to.count]
    }
}
