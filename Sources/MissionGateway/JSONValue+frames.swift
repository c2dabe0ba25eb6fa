// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

extension JSONValue {
    /// A whole number; real gateways send fractions of milliseconds, too, which are cut.
    var wholePart: Int64? {
        switch self {
        case .integer(let number): number
        case .decimal(let number): Int64("\(number)".prefix { $0 != "." })
        default: nil
        }
    }

    /// The texts of a list; nil when this is none.
    var texts: [String]? {
        guard case .array(let values) = self else { return nil }
        return values.compactMap(\.text)
    }
}

extension String {
    /// Text that came over the wire, fit for a terminal and for a sentence.
    var fitForPeople: String {
        let plain = unicodeScalars.prefix(300).map { scalar in
            let kind = scalar.properties.generalCategory
            return kind == .control || kind == .format ? " " : Character(scalar)
        }
        return String(plain) + (unicodeScalars.count > 300 ? "…" : "")
    }
}
