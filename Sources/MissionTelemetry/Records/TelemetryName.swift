// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Names and ids as records tell them.
enum TelemetryName {
    /// Prefixes of the events that older producers name in the body of a record.
    private static let prefixes = ["claude_code.", "codex.", "gemini_cli.", "gen_ai."]
    private static let longest = 64

    /// An event's name. A body that is none of these names is text, and is dropped.
    static func event(_ name: String, body: String) -> String {
        if !name.isEmpty { return name }
        guard body.utf8.count <= longest, prefixes.contains(where: body.hasPrefix) else { return "" }
        return body
    }

    /// An id in hexadecimal digits; empty for one that is missing or all zeros, which means none.
    static func id(_ bytes: some Collection<UInt8>) -> String {
        guard bytes.contains(where: { $0 != 0 }), bytes.count <= 16 else { return "" }
        return bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// An id that came as hexadecimal digits, in lower case; nil for anything else.
    static func id(hexadecimal text: String) -> String? {
        guard text.utf8.count <= 32, text.utf8.allSatisfy(isDigit) else { return nil }
        return text.utf8.allSatisfy { $0 == 0x30 } ? "" : text.lowercased()
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
