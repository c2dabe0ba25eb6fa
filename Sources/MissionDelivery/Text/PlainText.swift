// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Names of models, agents and jobs are chosen by whoever runs them, so a message may hold anything.
enum PlainText {
    /// One line of text that looks like what it is: control characters and line breaks become spaces; characters that nobody sees
    /// and those that turn the direction of writing are left out.
    static func line(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: plain.append(" ")
            case .format, .privateUse, .surrogate, .unassigned: continue
            default: if !scalar.properties.isDefaultIgnorableCodePoint { plain.append(scalar) }
            }
        }
        return String(plain).split(separator: " ").joined(separator: " ")
    }
}
