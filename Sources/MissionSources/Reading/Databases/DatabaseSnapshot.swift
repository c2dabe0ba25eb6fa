// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDBSQLite

/// A database at rest, copied to memory.
///
/// A database in write-ahead mode without a `-wal` file is one that nobody has open. Reading it from the disk would create
/// `-wal` and `-shm` beside it, and leave them there. Its file is complete by itself, so it is taken whole, and only when it
/// was the same before and after. A larger one is read from the disk all the same.
struct DatabaseSnapshot {
    private static let largest: Int64 = 256 << 20

    private let bytes: [UInt8]

    /// Copies the file at `path`; nil when it is not at rest, not in write-ahead mode, or too large.
    init?(path: String) {
        guard FileStat(path: "\(path)-wal") == nil else { return nil }
        let copy = try? FileAccess.withFile(path) { descriptor, info -> [UInt8]? in
            // Bytes 18 and 19 of the header are 2 in write-ahead mode.
            let header = FileAccess.bytes(descriptor, at: 0, count: 100)
            guard header.count == 100, header[18] == 2, info.size <= Self.largest else { return nil }
            let bytes = FileAccess.bytes(descriptor, at: 0, count: Int(info.size))
            guard bytes.count == Int(info.size), FileStat(descriptor: descriptor) == info else { return nil }
            return bytes
        }
        guard var copy = copy ?? nil, FileStat(path: "\(path)-wal") == nil else { return nil }
        // A database in memory has no write-ahead log; the copy says so, as SQLite's manual asks.
        (copy[18], copy[19]) = (1, 1)
        bytes = copy
    }

    /// Makes a connection's main database this copy.
    func attach(to connection: OpaquePointer) throws(ForeignDatabase.Failure) {
        guard let owned = sqlite3_malloc64(sqlite3_uint64(bytes.count)) else { throw .unreadable("no memory") }
        bytes.withUnsafeBytes {
            UnsafeMutableRawPointer(owned).copyMemory(
                from: $0.baseAddress ?? UnsafeRawPointer(owned), byteCount: $0.count)
        }
        let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
        let size = Int64(bytes.count)
        let code = sqlite3_deserialize(connection, "main", owned.assumingMemoryBound(to: UInt8.self), size, size, flags)
        if code != SQLITE_OK { throw .unreadable("SQLite: \(String(cString: sqlite3_errstr(code)))") }
    }
}
