// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The ledger's place in the file system: what is created is for its owner's eyes only.
package enum LedgerFiles {
    /// The folder that a file lies in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Whether nobody can write beside a ledger and none of its commits lies in SQLite's log: a copy on a medium that is for
    /// reading only.
    static func isAloneInReadOnlyFolder(_ path: String) -> Bool {
        var log = stat()
        let hasLog = stat(path + "-wal", &log) == 0 && log.st_size > 0
        return !hasLog && access(folder(of: path), W_OK) != 0
    }

    /// The same file as SQLite is told of one that cannot change: it needs no companions, which could not be made.
    static func immutable(_ path: String) -> String {
        let escaped = path.utf8.map { byte in
            let isPlain = byte > 0x20 && byte < 0x7f && !"?#%".utf8.contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        return "file:\(escaped)?immutable=1"
    }

    /// A file's size in bytes; zero where there is none.
    static func size(_ path: String) -> Int64 {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int64(facts.st_size) : 0
    }

    /// The files that may belong to a ledger: itself, and what SQLite keeps beside it.
    package static func companions(of path: String) -> [String] {
        [path + "-wal", path + "-shm", path + "-journal", path]
    }

    /// Creates an empty file (0600) where there is none.
    static func create(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == ENOSPC || errno == EDQUOT { throw LedgerError.diskFull(path: path) }
            throw LedgerError.inaccessible(path: path, reason: reason(errno))
        }
        close(descriptor)
    }

    /// Creates the folders (0700) and an empty file (0600) where there are none; SQLite gives its companions the same mode.
    static func prepare(_ path: String) throws {
        try makeFolder(folder(of: path))
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LedgerError.inaccessible(path: path, reason: reason(errno)) }
        close(descriptor)
    }

    static func reason(_ code: Int32) -> String {
        String(cString: strerror(code))
    }

    static func makeFolder(_ path: String) throws {
        if exists(path) { return }
        try makeFolder(folder(of: path))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw LedgerError.inaccessible(path: path, reason: reason(errno))
        }
    }
}
