// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// The beginning of a log file, for recognising what it is.
struct LogHead {
    /// So much is looked at: a few entries, whatever they hold.
    private static let length = 1 << 18

    /// The objects on the file's first lines, as far as they are whole.
    let entries: [JSONValue]

    /// Reads it; nil when the file cannot be read.
    init?(_ path: String, lines count: Int = 20) {
        let head = try? FileAccess.withFile(path) { descriptor, _ in
            FileAccess.bytes(descriptor, at: 0, count: Self.length)
        }
        guard let head else { return nil }
        entries = head.split(separator: 0x0a, maxSplits: count).prefix(count).flatMap { line in
            JSONObjects.decode(Data(line)) ?? []
        }
    }
}
