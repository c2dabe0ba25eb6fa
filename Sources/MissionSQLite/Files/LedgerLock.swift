// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The proof that this process alone writes to a folder's ledger; given back when it goes away.
///
/// The kernel releases the lock of a process that dies, so a stale file never blocks anybody.
package final class LedgerLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock file beside the ledger, or says who has it.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    package convenience init(besideLedger path: String, now: Timestamp) throws {
        try self.init(file: LedgerFiles.folder(of: path) + "/ledger.lock", of: path, now: now)
    }

    /// Takes a lock file, or says who has it.
    ///
    /// - Parameter path: What it protects.
    /// - Throws: ``MissionCore/LedgerError``.
    init(file lockPath: String, of path: String, now: Timestamp) throws {
        descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LedgerError.inaccessible(path: lockPath, reason: LedgerFiles.reason(errno))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            defer { close(descriptor) }
            guard code == EWOULDBLOCK else {
                throw LedgerError.inaccessible(path: lockPath, reason: LedgerFiles.reason(code))
            }
            let owner = Self.text(of: descriptor).split(separator: " ")
            throw LedgerError.locked(
                path: path, pid: owner.first.flatMap { Int32($0) },
                since: owner.count > 1 ? String(owner[1].prefix { !$0.isNewline }) : nil)
        }
        // Only for people and for the message above; the lock itself holds without it.
        let text = "\(getpid()) \(now.iso8601)\n"
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.utf8.count, 0) }
    }

    deinit {
        // The file stays: removing it would let two processes lock two different files of the same name. Closing alone would
        // leave the lock with a child that was forked and has not become another program yet.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func text(of descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
