// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A path of this server, with or without a query, to which a browser may be sent: never another server's.
struct LocalPath: Hashable, Sendable {
    let text: String

    static let root = LocalPath(checked: "/")

    /// As long as values that get onto pages.
    private static let longest = 512

    private init(checked text: String) {
        self.text = text
    }

    /// Nil for everything that browsers could read as another address: two slashes, a backslash (which they take for a slash),
    /// a scheme, and characters that they leave out.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.longest, bytes.first == UInt8(ascii: "/"),
            bytes.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\\") }),
            bytes.dropFirst().first != UInt8(ascii: "/")
        else { return nil }
        self.text = text
    }

    /// Encoded for a parameter of a query.
    var encoded: String { Self.encoded(text) }

    /// Any text, encoded for a parameter of a query.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                || "-._~/".unicodeScalars.contains(scalar)
            return isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
