// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The fields of a form, as browsers send them (`application/x-www-form-urlencoded`).
struct FormFields {
    private var values: [String: [String]] = [:]

    /// - Throws: A ``Problem`` for what is not percent-encoded UTF-8.
    init(_ bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Self.refusal }
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                $0.replacing("+", with: " ").removingPercentEncoding
            }
            guard let name = parts[0], let value = parts.count == 2 ? parts[1] : "" else { throw Self.refusal }
            values[name, default: []].append(value)
        }
    }

    /// A field that occurs once; nil for one that does not, or more often.
    subscript(name: String) -> String? {
        guard let texts = values[name], texts.count == 1 else { return nil }
        return texts.first
    }

    private static var refusal: Problem { .badRequest("The form is not percent-encoded UTF-8.") }
}
