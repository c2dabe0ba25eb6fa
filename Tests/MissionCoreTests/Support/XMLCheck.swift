// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A check that text is well-formed XML: every element is closed in order, every attribute is quoted.
enum XMLCheck {
    struct Malformed: Error { var position: Int }

    /// The names of the elements, in the order in which they begin.
    static func elements(_ text: String) throws -> [String] {
        let pattern = /<(\/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[A-Za-z0-9:-]+="[^"<]*")*)\s*(\/?)>/
        var (names, open): ([String], [String]) = ([], [])
        var end = text.startIndex
        for match in text.matches(of: pattern) {
            try check(text[end..<match.range.lowerBound], in: text)
            end = match.range.upperBound
            let name = String(match.output.2)
            if match.output.1 == "/" {
                guard open.popLast() == name else { throw malformed(match.range.lowerBound, in: text) }
            } else {
                names.append(name)
                if match.output.4.isEmpty { open.append(name) }
            }
        }
        try check(text[end...], in: text)
        guard open.isEmpty else { throw malformed(text.endIndex, in: text) }
        return names
    }

    private static func check(_ content: Substring, in text: String) throws {
        let withoutEntities = content.replacing(/&(amp|lt|gt|quot);/, with: "")
        if withoutEntities.contains(where: { "<>&".contains($0) }) { throw malformed(content.startIndex, in: text) }
    }

    private static func malformed(_ index: String.Index, in text: String) -> Malformed {
        Malformed(position: text.distance(from: text.startIndex, to: index))
    }
}
