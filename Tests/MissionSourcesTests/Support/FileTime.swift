// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Sets times back, to the nanosecond, as archivers do.
enum FileTime {
    struct Failure: Error {}

    /// Sets when a file was last written to, in nanoseconds since 1970.
    static func set(_ path: String, to nanoseconds: Int64) throws {
        let time = timespec(
            tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        guard utimensat(AT_FDCWD, path, [time, time], 0) == 0 else { throw Failure() }
    }
}
