// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// A strong entity tag: equal tags mean the same bytes.
struct EntityTag: Hashable, Sendable {
    /// With its quotes, as headers carry it.
    let value: String

    /// The tag of some content: its 128-bit FNV-1a hash. It tells versions apart; it protects nothing.
    init(of content: some Sequence<UInt8>) {
        var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        for byte in content {
            hash ^= UInt128(byte)
            hash &*= 0x0000_0000_0100_0000_0000_0000_0000_013b
        }
        value = "\"\(String(hash, radix: 36))\""
    }

    private init(value: String) {
        self.value = value
    }

    /// The tag of the same content packed: `"…-gzip"`.
    var packed: EntityTag {
        EntityTag(value: "\(value.dropLast())-gzip\"")
    }

    /// Whether an `If-None-Match` field names this tag. A weak form matches too, as RFC 9110 wants for reading.
    func matches(_ field: String?) -> Bool {
        guard let field else { return false }
        return field.split(separator: ",").contains { candidate in
            var text = candidate.drop(while: \.isWhitespace)
            while text.last?.isWhitespace == true { text.removeLast() }
            if text.hasPrefix("W/") { text.removeFirst(2) }
            return text == "*" || text == value
        }
    }
}
