// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// What a request prefers, as `Accept` and `Accept-Encoding` say it: names with weights (RFC 9110, 12.4.2).
struct Preferences {
    /// Weights in thousandths, by names in lower case. Of a name that occurs twice the first counts.
    private var weights: [String: Int] = [:]

    /// Reads the field's values. A member whose weight is none is left out.
    init(_ fields: [String]) {
        for member in fields.joined(separator: ",").lowercased().split(separator: ",") {
            let parts = member.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
            guard let name = parts.first, !name.isEmpty else { continue }
            let quality = parts.dropFirst().last { $0.hasPrefix("q=") }
            guard let weight = quality.map({ Self.weight($0.dropFirst(2)) }) ?? 1000 else { continue }
            if weights[String(name)] == nil { weights[String(name)] = weight }
        }
    }

    /// The weight that was given to exactly this name, from 0 (refused) to 1000.
    subscript(name: String) -> Int? { weights[name] }

    /// Whether an answer may be packed as gzip, and is not wanted more as it is.
    var allowsGzip: Bool {
        let gzip = self["gzip"] ?? self["x-gzip"] ?? self["*"] ?? 0
        return gzip > 0 && gzip >= self["identity"] ?? 0
    }

    /// Whether a page is wanted more than JSON, as by browsers. Who takes anything is no browser.
    var prefersPage: Bool {
        let page = self["text/html"] ?? 0
        return page > 0
            && ["application/json", "application/problem+json"].allSatisfy { type in
                guard let named = self[type] else { return page >= self["application/*"] ?? self["*/*"] ?? 0 }
                return page > named
            }
    }

    /// `0`, `0.5`, `1.000`.
    private static func weight(_ text: Substring) -> Int? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: ".") }
        let isNumber = !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 }
        guard isNumber, text.utf8.count <= 5, let value = Double(text), value <= 1 else { return nil }
        return Int(value * 1000)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

extension Request {
    /// Whether the answer may be packed as gzip.
    var allowsGzip: Bool { Preferences(headers[values: .acceptEncoding]).allowsGzip }

    /// Whether who asks would rather see a page than JSON.
    var prefersPage: Bool { Preferences(headers[values: .accept]).prefersPage }
}
