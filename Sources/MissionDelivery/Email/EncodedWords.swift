// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Headers with letters beyond ASCII, as RFC 2047 writes them.
enum EncodedWords {
    /// The bytes of text in a word. A line with such words may have 76 characters: `Subject: `, `=?utf-8?B?` and `?=` around the
    /// base64 of 39 bytes are 73.
    private static let longest = 39

    /// The text of a header; folded where it is long. Plain where it is short and ASCII alone.
    static func text(_ text: String) -> String {
        let isPlain = text.utf8.count <= 65 && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } && !text.contains("=?")
        if isPlain { return text }
        var (words, word) = ([String](), "")
        for scalar in text.unicodeScalars {
            if word.utf8.count + UTF8.width(scalar) > longest {
                words.append(word)
                word = ""
            }
            word.unicodeScalars.append(scalar)
        }
        return (words + [word]).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }
}
