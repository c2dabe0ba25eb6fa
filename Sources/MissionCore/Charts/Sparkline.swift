// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A series as one small line.
public enum Sparkline {
    /// The series in the eight block characters, the highest value a full block; nothing is a space's width of the lowest.
    public static func blocks(_ values: [Money]) -> String {
        let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        let top = Int128(max(1, values.map(\.nanodollars).max() ?? 1))
        return values.map { value in
            let level = Int128(max(0, value.nanodollars)) * 7 / top
            // Something is never drawn as nothing.
            return blocks[Int(value > .zero ? max(1, level) : 0)]
        }.joined()
    }
}
