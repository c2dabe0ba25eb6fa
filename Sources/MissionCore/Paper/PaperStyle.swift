// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Text as it stands on paper: font, size in points, and colour.
struct PaperStyle {
    var font = PaperFont.regular
    var size: Length
    var color = Self.ink

    static let ink = "#1f2430"
    static let muted = "#5b6270"
    static let line = "#d5d9e0"

    /// The colours of series 1 to 5, those of the pages; 0 is for everything else.
    static let series = ["#9aa3b2", "#2f5fd0", "#84151e", "#17a666", "#811d83", "#bc8310"]

    static let title = PaperStyle(font: .bold, size: Length(20))
    static let heading = PaperStyle(font: .bold, size: Length(11))
    static let body = PaperStyle(size: Length(hundredths: 850))
    static let strong = PaperStyle(font: .bold, size: Length(hundredths: 850))
    static let small = PaperStyle(size: Length(hundredths: 750), color: muted)
    static let columnTitle = PaperStyle(font: .bold, size: Length(hundredths: 750), color: muted)
    static let figure = PaperStyle(font: .bold, size: Length(16))

    /// How wide a line is.
    func width(of text: String) -> Length { font.width(of: text, size: size) }

    /// The line cut in its middle so that it is no wider: names differ at both ends.
    func shortened(_ text: String, to width: Length) -> String {
        guard self.width(of: text) > width else { return text }
        let characters = Array(text)
        var (least, most) = (0, characters.count)
        while least < most {
            let kept = (least + most + 1) / 2
            if self.width(of: Self.cut(characters, to: kept)) <= width { least = kept } else { most = kept - 1 }
        }
        return Self.cut(characters, to: least)
    }

    private static func cut(_ characters: [Character], to kept: Int) -> String {
        String(characters.prefix(kept - kept / 2)) + "…" + String(characters.suffix(kept / 2))
    }

    /// The text in lines that are no wider, broken at spaces; a word that is wider is shortened.
    func wrapped(_ text: String, to width: Length) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let longer = line.isEmpty ? String(word) : line + " " + word
            if line.isEmpty || self.width(of: longer) <= width {
                line = longer
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return (lines + [line]).map { shortened($0, to: width) }
    }
}

extension String {
    /// One line without anything that a reader of SVG refuses or obeys. A log can hold megabytes in a name.
    var printable: String {
        let longest = 2000
        let scalars = unicodeScalars.prefix(longest + 1)
        let kept = scalars.prefix(longest).filter { $0.value != 0xfffe && $0.value != 0xffff }
        return String(String.UnicodeScalarView(kept)).displayable + (scalars.count > longest ? "…" : "")
    }
}
