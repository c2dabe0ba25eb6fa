// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension BinaryInteger {
    /// A count for narrow places, cut to three digits or fewer: `950`, `1.2K`, `34K`, `1.2M`, `5.0B`.
    ///
    /// Rounded to the nearest, halves up; what rounds to a thousand takes the next unit.
    package var compactString: String {
        let count = UInt64(clamping: magnitude)
        let sign = self < 0 ? "-" : ""
        guard count >= 1000 else { return "\(sign)\(count)" }
        var unit: UInt64 = 1000
        for suffix in ["K", "M", "B", "T", "P"] {
            let tenths = (count / (unit / 10) + (count % (unit / 10) >= unit / 20 ? 1 : 0))
            if tenths < 100 { return "\(sign)\(tenths / 10).\(tenths % 10)\(suffix)" }
            let whole = count / unit + (count % unit >= unit / 2 ? 1 : 0)
            if whole < 1000 || suffix == "P" { return "\(sign)\(whole)\(suffix)" }
            unit *= 1000
        }
        return "\(sign)\(count)"
    }
}
