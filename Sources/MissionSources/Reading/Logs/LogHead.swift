// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The beginning of a log file, for recognising what it is.
struct LogHead {
    /// So much is looked at: a few entries, whatever they hold.
    private static let length = 1 << 18

    /// The objects on the file's first lines, as far as they are whole.
    let entries: [JSONValue]

    /// Reads it; nil when the file cannot be read.
    init?(_ path: String, lines count: Int = 20) {
        let head = LogArchive.isOne(path) ? Self.unfolded(path) : Self.plain(path)
        guard let head else { return nil }
        entries = head.split(separator: 0x0a, maxSplits: count).prefix(count).flatMap { line in
            JSONObjects.decode(Array(line).span) ?? []
        }
    }

    private static func plain(_ path: String) -> [UInt8]? {
        try? FileAccess.withFile(path) { descriptor, _ in
            FileAccess.bytes(descriptor, at: 0, count: length)
        }
    }

    /// The beginning of what is compressed, as far as it is whole.
    private static func unfolded(_ path: String) -> [UInt8]? {
        guard let bytes = plain(path) else { return nil }
        let stream = ZstdStream()
        var (text, start): ([UInt8], Int) = ([], 0)
        while text.count < length, let (piece, taken) = try? stream.next(bytes, from: start) {
            start += taken
            text += piece
            if piece.isEmpty, start == bytes.count { break }
        }
        return text
    }
}
