// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// How far a file was read, with enough of its content's fingerprint to notice that it became another file.
///
/// Two hashes guard it: of the file's beginning, and of the last bytes before the offset. A file that was truncated and
/// grew past the old offset, or was replaced under a reused inode, fails one of them and is read from its beginning. A false
/// alarm costs time, never correctness, because calls have their identity from content.
struct FilePosition: Equatable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var modified: Int64
    var offset: Int64
    var prefixLength: Int
    var prefixHash: UInt64
    var markerHash: UInt64
    /// What the parser needs to go on in the middle; in its own notation.
    var state: String

    private static let longestPrefix = 1024
    static let markerLength = 64

    /// The position in an open file after reading up to `offset`.
    init(_ info: FileStat, descriptor: Int32, offset: Int64, state: String) {
        device = info.device
        inode = info.inode
        size = info.size
        modified = info.modified
        self.offset = offset
        self.state = state
        prefixLength = Int(min(offset, Int64(Self.longestPrefix)))
        prefixHash = Self.hash(descriptor, at: 0, count: prefixLength)
        markerHash = Self.marker(descriptor, before: offset)
    }

    /// Whether nothing happened to the file since.
    func isCurrent(_ info: FileStat) -> Bool {
        info.size == size && info.modified == modified && info.inode == inode && info.device == device
    }

    /// Whether the open file still begins as it did and still has the same bytes before the offset.
    func continues(in descriptor: Int32, _ info: FileStat) -> Bool {
        info.size >= offset && Self.hash(descriptor, at: 0, count: prefixLength) == prefixHash
            && Self.marker(descriptor, before: offset) == markerHash
    }

    /// Whether these are the bytes at the beginning and those before the offset, for a text that is no file of its own.
    func matches(first: [UInt8], last: [UInt8]) -> Bool {
        Self.hash(first) == prefixHash && Self.hash(last) == markerHash
    }

    private static func marker(_ descriptor: Int32, before offset: Int64) -> UInt64 {
        let count = Int(min(offset, Int64(markerLength)))
        return hash(descriptor, at: offset - Int64(count), count: count)
    }

    private static func hash(_ descriptor: Int32, at offset: Int64, count: Int) -> UInt64 {
        hash(FileAccess.bytes(descriptor, at: offset, count: count))
    }

    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        let digest = SHA256.hash(data: bytes)
        return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension FilePosition {
    private static let version = "1"

    /// Reads the notation of ``text``; nil for any other, which means to read from the beginning.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 9, omittingEmptySubsequences: false)
        guard parts.count == 10, parts[0] == Self.version,
            let device = UInt64(parts[1]), let inode = UInt64(parts[2]), let size = Int64(parts[3]),
            let modified = Int64(parts[4]), let offset = Int64(parts[5]), let prefixLength = Int(parts[6]),
            let prefixHash = UInt64(parts[7], radix: 16), let markerHash = UInt64(parts[8], radix: 16),
            offset >= 0, (0...Self.longestPrefix).contains(prefixLength)
        else { return nil }
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.offset = offset
        self.prefixLength = prefixLength
        self.prefixHash = prefixHash
        self.markerHash = markerHash
        state = String(parts[9])
    }

    /// One line, numbers first and the parser's state last.
    var text: String {
        let numbers = "\(device) \(inode) \(size) \(modified) \(offset) \(prefixLength)"
        let hashes = "\(String(prefixHash, radix: 16)) \(String(markerHash, radix: 16))"
        return "\(Self.version) \(numbers) \(hashes) \(state)"
    }
}
