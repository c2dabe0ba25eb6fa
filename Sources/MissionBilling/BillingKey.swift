// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A key that may ask a provider about bills. It is written into a request's header and its own file, nowhere else.
package struct BillingKey: Hashable, Sendable {
    private static let length = 8...512
    /// What is sent.
    let secret: String

    /// A key; nil where it holds anything that a header cannot, or is too short or long to be one.
    package init?(_ text: String) {
        guard Self.length.contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            return nil
        }
        secret = text
    }

    /// A text of the other side on one line, without the key and what a terminal would obey, at most 200 characters.
    func redacting(_ text: String) -> String {
        let words = text.replacing(secret, with: "…").split(whereSeparator: \.isWhitespace)
        return String(words.joined(separator: " ").displayable.prefix(200))
    }
}

extension BillingKey: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never the key.
    package var description: String { "a key" }
    /// Never the key.
    package var debugDescription: String { description }
}
