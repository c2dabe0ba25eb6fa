// Mission Control
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Making, renaming and locking folders, so that a power cut finds either what was before or what is after.
package enum PrivateFolder {
    /// A lock on a folder, which the kernel gives back when its process ends.
    package final class Lock: Sendable {
        private let descriptor: Int32

        /// Takes the lock; nil where somebody else has it.
        ///
        /// - Throws: ``FileAccess/Failure``.
        package init?(_ path: String) throws {
            descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileAccess.Failure(errno: errno) }
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { return nil }
        }

        deinit { close(descriptor) }
    }

    /// Makes a folder for its owner's eyes only (0700).
    ///
    /// - Returns: whether it did; false where something of that name exists.
    /// - Throws: ``FileAccess/Failure``.
    package static func make(_ path: String) throws -> Bool {
        if mkdir(path, 0o700) == 0 { return true }
        guard errno == EEXIST else { throw FileAccess.Failure(errno: errno) }
        return false
    }

    /// Makes a folder and those on the way to it, where they are not there yet.
    ///
    /// - Throws: ``FileAccess/Failure``, also where one of them is no folder.
    package static func prepare(_ path: String) throws {
        if let facts = FileStat(path: path) {
            guard facts.isDirectory else { throw FileAccess.Failure(errno: ENOTDIR) }
            return
        }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try prepare(String(path[..<slash])) }
        _ = try make(path)
    }

    /// Gives a file or folder another name on the same disk.
    ///
    /// - Returns: whether it did; false where a folder of the new name holds something.
    /// - Throws: ``FileAccess/Failure``.
    package static func rename(_ path: String, to other: String) throws -> Bool {
        #if canImport(Glibc)
            let result = Glibc.rename(path, other)
        #else
            let result = Darwin.rename(path, other)
        #endif
        if result == 0 { return true }
        guard errno == ENOTEMPTY || errno == EEXIST else { throw FileAccess.Failure(errno: errno) }
        return false
    }

    /// Waits until the disk has the names in a folder.
    ///
    /// - Throws: ``FileAccess/Failure``.
    package static func settle(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileAccess.Failure(errno: errno) }
        defer { close(descriptor) }
        // Some file systems have no such thing for folders.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileAccess.Failure(errno: errno) }
    }

    /// Whether there is a folder, not a link to one.
    package static func isFolder(_ path: String) -> Bool {
        var info = stat()
        return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    }

    /// The size of a regular file in bytes; nil where there is none, or a link.
    package static func size(ofFile path: String) -> Int64? {
        var info = stat()
        guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int64(info.st_size)
    }

    /// Takes a file away.
    ///
    /// - Returns: whether it is gone.
    package static func remove(file path: String) -> Bool { unlink(path) == 0 || errno == ENOENT }

    /// Takes a folder away that holds nothing.
    ///
    /// - Returns: whether it is gone.
    package static func remove(emptyFolder path: String) -> Bool { rmdir(path) == 0 || errno == ENOENT }
}
