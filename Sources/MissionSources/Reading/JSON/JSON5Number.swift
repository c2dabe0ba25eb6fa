// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Numbers as JSON5 writes them: `+1`, `.5`, `5.`, `0x1F`, `1e3`.
enum JSON5Number {
    /// The number; nil for anything else. One that fits no type is `null`.
    static func value(_ text: String) -> JSONValue? {
        var digits = Substring(text)
        let isNegative = digits.hasPrefix("-")
        if isNegative || digits.hasPrefix("+") { digits = digits.dropFirst() }
        if digits.lowercased().hasPrefix("0x") {
            let hex = digits.dropFirst(2)
            guard !hex.isEmpty, hex.allSatisfy(\.isHexDigit) else { return nil }
            guard let number = Int64(hex, radix: 16) else { return .null }
            return .integer(isNegative ? -number : number)
        }
        guard let (whole, fraction, exponent) = parts(digits) else { return nil }
        if fraction.isEmpty, exponent.isEmpty, let number = Int64((isNegative ? "-" : "") + whole) {
            return .integer(number)
        }
        let plain =
            "\(isNegative ? "-" : "")\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)"
            + (exponent.isEmpty ? "" : "e\(exponent)")
        guard let number = Decimal(string: plain, locale: Locale(identifier: "en_US_POSIX")), number.isFinite else {
            return .null
        }
        return .decimal(number)
    }

    private static func parts(_ text: Substring) -> (whole: String, fraction: String, exponent: String)? {
        let pieces = text.split(separator: #/[eE]/#, maxSplits: 1, omittingEmptySubsequences: false)
        guard let mantissa = pieces.first else { return nil }
        let exponent = pieces.count > 1 ? pieces[1] : ""
        if pieces.count > 1 {
            let digits = exponent.hasPrefix("-") || exponent.hasPrefix("+") ? exponent.dropFirst() : exponent
            guard isDigits(digits), digits.count <= 4 else { return nil }
        }
        let halves = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let (whole, fraction) = (halves.first ?? "", halves.count > 1 ? halves[1] : "")
        guard !whole.isEmpty || !fraction.isEmpty, whole.isEmpty || isDigits(whole),
            fraction.isEmpty || isDigits(fraction)
        else { return nil }
        return (String(whole), String(fraction), String(exponent))
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 &- 0x30 < 10 }
    }
}
