// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension EventID: WireValue {
    /// Reads 32 hexadecimal digits.
    package init(wire json: JSONValue) throws(WireError) {
        guard case .string(let text) = json, let id = EventID(digits: text) else {
            throw .malformed(path: "", expected: "32 hexadecimal digits")
        }
        self = id
    }

    package var wire: JSONValue { .string(description) }

    private init?(digits text: String) {
        let digits = text.utf8
        guard digits.count == 32, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.init(high: Int64(bitPattern: high), low: Int64(bitPattern: low))
    }
}
