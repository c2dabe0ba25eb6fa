// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation
internal import MissionCore

/// How far a file was read, with enough of its content's fingerprint to notice that it became another file.
///
/// Two hashes guard it: of the file's beginning, and of the last bytes before the offset. A file that was truncated and
/// grew past the old offset, or was replaced under a reused inode, fails one of them and is read from its beginning. A false
/// alarm costs time, never correctness, because calls have their identity from content.
struct FilePosition: Equatable, SourcePosition {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var modified: Int64
    /// When anything about the file last changed; nil in a position that an earlier version noted.
    var changed: Int64?
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
        changed = info.changed
        self.offset = offset
        self.state = state
        prefixLength = Int(min(offset, Int64(Self.longestPrefix)))
        prefixHash = Self.hash(descriptor, at: 0, count: prefixLength)
        markerHash = Self.marker(descriptor, before: offset)
    }

    /// Whether nothing happened to the file since. Programs set the time of the last writing back (`cp -p`, `touch -r`,
    /// archivers), but not the time of the last change.
    func isCurrent(_ info: FileStat) -> Bool {
        isSame(info) && info.size == size && info.modified == modified && (changed ?? info.changed) == info.changed
    }

    /// Whether the open file still begins as it did and still has the same bytes before the offset.
    ///
    /// - Parameter isMoved: Whether it lay under another name before; moving a file changes its state.
    func continues(in descriptor: Int32, _ info: FileStat, isMoved: Bool = false) -> Bool {
        info.size >= offset && (isMoved || !isRewritten(info))
            && Self.hash(descriptor, at: 0, count: prefixLength) == prefixHash
            && Self.marker(descriptor, before: offset) == markerHash
    }

    /// Whether the file was touched and is as long as before: nothing was appended, so anything in it may be other than
    /// before. A copy that kept its times, such as a home that was moved to another disk, was not touched.
    private func isRewritten(_ info: FileStat) -> Bool {
        info.size == size && !isCurrent(info) && (isSame(info) || info.modified != modified)
    }

    private func isSame(_ info: FileStat) -> Bool {
        info.inode == inode && info.device == device
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
    private static let version = "2"
    /// Without the time of the last change.
    private static let earlierVersion = "1"

    /// Reads the notation of ``text``, also that of earlier versions; nil for any other, which means to read from the
    /// beginning.
    init?(_ text: String) {
        let isEarlier = text.hasPrefix(Self.earlierVersion + " ")
        var parts = text.split(separator: " ", maxSplits: isEarlier ? 9 : 10, omittingEmptySubsequences: false)
        guard parts.count == (isEarlier ? 10 : 11), isEarlier || parts[0] == Self.version else { return nil }
        let changed = isEarlier ? nil : Int64(parts.remove(at: 5))
        guard let device = UInt64(parts[1]), let inode = UInt64(parts[2]), let size = Int64(parts[3]),
            let modified = Int64(parts[4]), let offset = Int64(parts[5]), let prefixLength = Int(parts[6]),
            let prefixHash = UInt64(parts[7], radix: 16), let markerHash = UInt64(parts[8], radix: 16),
            offset >= 0, (0...Self.longestPrefix).contains(prefixLength), isEarlier || changed != nil
        else { return nil }
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
        self.offset = offset
        self.prefixLength = prefixLength
        self.prefixHash = prefixHash
        self.markerHash = markerHash
        state = String(parts[9])
    }

    /// One line, numbers first and the parser's state last.
    var text: String {
        let times = changed.map { "\(Self.version) \(device) \(inode) \(size) \(modified) \($0)" }
        let start = times ?? "\(Self.earlierVersion) \(device) \(inode) \(size) \(modified)"
        let hashes = "\(String(prefixHash, radix: 16)) \(String(markerHash, radix: 16))"
        return "\(start) \(offset) \(prefixLength) \(hashes) \(state)"
    }
}
