// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A file's size and the SHA-256 of its content.
package struct FileFingerprint: Hashable, Sendable {
    /// Bytes.
    package var bytes: Int64
    /// Lowercase hexadecimal digits.
    package var sha256: String

    /// How much is read at once, in bytes.
    private static let step = 1 << 20

    /// The fingerprint of a regular file.
    ///
    /// - Throws: ``FileAccess/Failure``.
    package init(of path: String) throws {
        self = try FileAccess.withFile(path) { descriptor, _ in try Self.read(descriptor) { _ in } }
    }

    /// Copies a regular file into a new one, for its owner's eyes only (0600), and waits until the disk has it.
    ///
    /// - Parameter target: A file that does not exist, in a folder that does. It is taken away again after a failure.
    /// - Returns: the fingerprint of what was written.
    /// - Throws: ``FileAccess/Failure``.
    package static func copying(_ source: String, to target: String) throws -> FileFingerprint {
        try FileAccess.withFile(source) { descriptor, _ in
            let copy = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard copy >= 0 else { throw FileAccess.Failure(errno: errno) }
            defer { close(copy) }
            do {
                let fingerprint = try read(descriptor) { try write($0, to: copy) }
                guard fsync(copy) == 0 else { throw FileAccess.Failure(errno: errno) }
                return fingerprint
            } catch {
                unlink(target)
                throw error
            }
        }
    }

    private init(bytes: Int64, sha256: String) {
        self.bytes = bytes
        self.sha256 = sha256
    }

    /// Reads to the end, whatever the size was before.
    private static func read(_ descriptor: Int32, _ body: ([UInt8]) throws -> Void) throws -> FileFingerprint {
        var (digest, bytes) = (SHA256(), Int64(0))
        while true {
            var code: Int32 = 0
            let part = [UInt8](unsafeUninitializedCapacity: step) { buffer, filled in
                let count = pread(descriptor, buffer.baseAddress, step, off_t(bytes))
                if count < 0 { code = errno }
                filled = max(0, count)
            }
            if code == EINTR { continue }
            if code != 0 { throw FileAccess.Failure(errno: code) }
            if part.isEmpty { break }
            digest.update(data: part)
            try body(part)
            bytes += Int64(part.count)
        }
        let digits = digest.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return FileFingerprint(bytes: bytes, sha256: digits.joined())
    }

    private static func write(_ part: [UInt8], to descriptor: Int32) throws {
        var rest = part[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Self.write(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileAccess.Failure(errno: count < 0 ? errno : ENOSPC) }
            rest = rest.dropFirst(count)
        }
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
