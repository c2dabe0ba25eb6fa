// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A small file for its owner's eyes only (0600, in a folder of 0700), written whole or not at all.
package struct PrivateFile: Sendable {
    /// Why a file could not be used.
    package struct Failure: Error {
        package var reason: String
    }

    /// Larger than anything that is kept this way.
    private static let longest = 16 << 20

    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// The content; nil when there is no file.
    package func read() throws -> Data? {
        do {
            return try FileAccess.withFile(path) { descriptor, info in
                guard info.size <= Self.longest else { throw Failure(reason: "it is too large") }
                // A copy or a restored backup may have come with wider permissions.
                fchmod(descriptor, 0o600)
                return Data(FileAccess.bytes(descriptor, at: 0, count: Int(info.size)))
            }
        } catch let failure as FileAccess.Failure {
            // Not a second look: another task may have made it in between.
            if failure.isMissing { return nil }
            throw Failure(reason: failure.reason)
        }
    }

    /// Replaces the content.
    package func write(_ data: Data) throws {
        let draft = try makeDraft(data)
        guard rename(draft, path) == 0 else { throw discarding(draft) }
    }

    /// Writes the content unless there is a file; whether it did. Of two processes that try, one does.
    package func create(_ data: Data) throws -> Bool {
        let draft = try makeDraft(data)
        if link(draft, path) == 0 {
            unlink(draft)
            return true
        }
        let failure = discarding(draft)
        if access(path, F_OK) == 0 { return false }
        throw failure
    }

    private func discarding(_ draft: String) -> Failure {
        let failure = Failure(reason: String(cString: strerror(errno)))
        unlink(draft)
        return failure
    }

    private func makeDraft(_ data: Data) throws -> String {
        try Self.makeFolder((path as NSString).deletingLastPathComponent)
        let draft = "\(path).\(getpid()).\(UInt32.random(in: 0 ... UInt32.max))"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let written = data.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        // What does not fit is written in part, without an error. A name that points to bytes which a power cut has taken would be worse than no file.
        if written >= 0, written < data.count { errno = ENOSPC }
        guard written == data.count, fsync(descriptor) == 0 else { throw discarding(draft) }
        return draft
    }

    private static func makeFolder(_ path: String) throws {
        if path.isEmpty || access(path, F_OK) == 0 { return }
        try makeFolder((path as NSString).deletingLastPathComponent)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw Failure(reason: "\(path): \(String(cString: strerror(errno)))")
        }
    }
}
