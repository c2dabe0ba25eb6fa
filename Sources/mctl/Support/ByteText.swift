// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Sizes for people.
enum ByteText {
    /// `512 bytes`, `12.3 MiB`: one digit behind the point, rounded down.
    static func short(_ bytes: Int64) -> String {
        if bytes < 1024 { return "\(bytes) bytes" }
        var (unit, step) = (0, Int64(1024))
        while unit < units.count - 1, bytes / step >= 1024 {
            (unit, step) = (unit + 1, step * 1024)
        }
        let tenths = Int64(clamping: Int128(bytes) * 10 / Int128(step))
        return "\((tenths / 10).groupedString).\(tenths % 10) \(units[unit])"
    }

    private static let units = ["KiB", "MiB", "GiB", "TiB"]
}
