// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Reads the rates of one model, and remembers those that are none.
struct RateReader {
    let model: String
    private(set) var refusals: [PriceRefusal] = []

    init(model: String) { self.model = model }

    /// A rate in nanodollars per million tokens, or a price in nanodollars; nil where none is told or it is none.
    ///
    /// - Parameter digits: The power of ten between what is written and that: 15 for dollars a token, 9 for dollars per million.
    mutating func rate(_ value: JSONValue?, _ name: String, digits: Int) -> Int64? {
        guard let value, value != .null else { return nil }
        if let text = value.numberText, let scaled = DecimalText.scaled(text, by: digits),
            PriceEntry.plausibleRates.contains(scaled)
        {
            return scaled
        }
        let written = value.numberText ?? value.text ?? "something else"
        let isNegative = written.hasPrefix("-")
        refuse(name, written, isNegative ? "less than nothing" : "no amount from 0 to $1,000,000")
        return nil
    }

    mutating func refuse(_ rate: String, _ written: String, _ reason: String) {
        refusals.append(
            PriceRefusal(model: model, rate: rate, old: nil, new: written, reason: reason, isAcceptable: false))
    }
}

/// Finds the one factor between the prices of a tier of service and ordinary ones.
enum PriceFactor {
    /// In millionths; nil where the rates have no single one that is exact, or it is 1.
    static func only(_ pairs: [(other: CollectedRates, plain: CollectedRates)]) -> Int64? {
        var factors: Set<Int64> = []
        for (other, plain) in pairs {
            for (rate, base) in [(other.input, plain.input), (other.output, plain.output)] {
                guard base > 0 else { return nil }
                let (factor, rest) = (Int128(rate) * 1_000_000).quotientAndRemainder(dividingBy: Int128(base))
                guard rest == 0, let factor = Int64(exactly: factor), factor > 0 else { return nil }
                factors.insert(factor)
            }
        }
        return factors.count == 1 && factors.first != 1_000_000 ? factors.first : nil
    }
}
