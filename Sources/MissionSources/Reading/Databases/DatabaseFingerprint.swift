// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Whether anything happened to a database, told by two looks at the file system: at the file and at its write-ahead log.
struct DatabaseFingerprint: Equatable {
    /// So long after its last change a database looks at rest. Times of files move in steps of some milliseconds, in coarse
    /// file systems of a second or two: a commit may come within the same step as the one before.
    private static let settling: Int64 = 2_500_000_000

    private let numbers: [Int64]
    /// Bytes of both files.
    let size: Int64
    /// Whether the last change is so long ago that the next one will show.
    let isSettled: Bool

    /// Looks at a database; nil when there is none.
    init?(path: String) {
        guard let main = FileStat(path: path) else { return nil }
        let log = FileStat(path: "\(path)-wal")
        let now = Int64(Date().timeIntervalSince1970 * 1e9)
        numbers =
            [Int64(truncatingIfNeeded: main.device)]
            + [main, log].flatMap { file in
                [Int64(truncatingIfNeeded: file?.inode ?? 0), file?.size ?? -1, file?.modified ?? 0]
            }
        size = main.size + (log?.size ?? 0)
        isSettled = now - max(main.modified, log?.modified ?? 0) > Self.settling
    }

    /// Which file it is, whatever is in it.
    var file: String {
        numbers.prefix(2).map(String.init).joined(separator: ",")
    }

    /// For a checkpoint.
    var text: String {
        numbers.map(String.init).joined(separator: ",")
    }
}
