// Mission Control
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What the file system says about a file.
struct FileStat: Equatable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    /// When its content was last written to, in nanoseconds since 1970; whoever writes can set it back.
    var modified: Int64
    /// When it or anything known about it last changed, in nanoseconds since 1970; the system alone sets it.
    var changed: Int64
    var isRegular: Bool
    var isDirectory: Bool

    init?(path: String) {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        self.init(info)
    }

    init?(descriptor: Int32) {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { return nil }
        self.init(info)
    }

    private init(_ info: stat) {
        device = UInt64(truncatingIfNeeded: info.st_dev)
        inode = UInt64(truncatingIfNeeded: info.st_ino)
        size = Int64(info.st_size)
        modified = Self.nanoseconds(info.st_mtim)
        changed = Self.nanoseconds(info.st_ctim)
        isRegular = info.st_mode & S_IFMT == S_IFREG
        isDirectory = info.st_mode & S_IFMT == S_IFDIR
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        let (seconds, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isTooLate) = seconds.addingReportingOverflow(Int64(time.tv_nsec))
        return overflow || isTooLate ? 0 : sum
    }
}

/// Opens and reads files without surprises: never a device, never blocking on a pipe.
package enum FileAccess {
    /// Why a path could not be used.
    package struct Failure: Error {
        package var reason: String
        /// Whether there is nothing at the path.
        package var isMissing = false
        /// Whether no space is left where it was to be written.
        package var isFull = false

        init(errno: Int32) {
            reason = String(cString: strerror(errno))
            isMissing = errno == ENOENT || errno == ENOTDIR
            isFull = errno == ENOSPC || errno == EDQUOT
        }

        package init(reason: String) {
            self.reason = reason
        }
    }

    /// Runs `body` with an open descriptor of a regular file and its state.
    static func withFile<Result>(_ path: String, _ body: (Int32, FileStat) throws -> Result) throws -> Result {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(errno: errno) }
        defer { close(descriptor) }
        guard let info = FileStat(descriptor: descriptor) else { throw Failure(errno: errno) }
        guard info.isRegular else { throw Failure(reason: "not a regular file") }
        return try body(descriptor, info)
    }

    /// Up to `count` bytes at `offset`.
    static func bytes(_ descriptor: Int32, at offset: Int64, count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
        }
    }

    /// The names in a directory, sorted; names that are not UTF-8 cannot be opened by name and are counted apart.
    package static func names(in path: String) throws -> [String] {
        guard let directory = opendir(path) else { throw Failure(errno: errno) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let name, name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
