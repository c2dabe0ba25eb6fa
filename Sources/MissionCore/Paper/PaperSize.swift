// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A sheet of paper, in points of 1/72 inch.
package enum PaperSize: String, Hashable, Sendable, CaseIterable {
    /// 210 by 297 millimetres.
    case a4
    /// 8.5 by 11 inches.
    case letter

    var width: Length {
        switch self {
        case .a4: Length(hundredths: 595_28)
        case .letter: Length(612)
        }
    }

    var height: Length {
        switch self {
        case .a4: Length(hundredths: 841_89)
        case .letter: Length(792)
        }
    }

    /// What stays empty on the left and on the right.
    static let margin = Length(42)

    /// What there is between the margins.
    var inner: Length { width - Self.margin - Self.margin }
}
