// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How wide text is in DejaVu Sans, so that names are cut before they run into what stands beside them.
///
/// Characters beyond ASCII are taken for wider than nearly all of them are; another font may be narrower or wider.
enum PaperFont {
    case regular, bold

    /// The width of a line of text at a size in points.
    func width(of text: String, size: Length) -> Length {
        let thousandths = text.reduce(0) { $0 + advance(of: $1) }
        return Length(hundredths: (thousandths * size.hundredths + 999) / 1000)
    }

    /// The width of a character in thousandths of the font's size.
    private func advance(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first?.value else { return 0 }
        switch scalar {
        case 0x20...0x7e: return (self == .bold ? Self.boldWidths : Self.regularWidths)[Int(scalar) - 0x20]
        case 0x2013: return 500
        case 0xa0...0x24f: return self == .bold ? 900 : 800
        case 0x2000...0x20ff: return 1000
        case 0x1100...0x115f, 0x2e80...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60: return 1050
        case 0x1f000...: return 1400
        default: return 950
        }
    }

    private static let regularWidths = [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636,
        636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656,
        557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613,
        635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818,
        592, 592, 525, 636, 337, 636, 838,
    ]

    private static let boldWidths = [
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696,
        696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775,
        637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675,
        716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924,
        645, 652, 582, 712, 365, 712, 838,
    ]
}
