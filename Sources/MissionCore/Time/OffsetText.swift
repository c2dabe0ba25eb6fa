// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Offsets from UTC as ISO 8601 writes them: hours east are positive.
enum OffsetText {
    /// Whether a text is meant as an offset: a sign, after `UTC` or `GMT` or alone.
    static func isOffset(_ text: String) -> Bool {
        let first = withoutName(text).first
        return first == "+" || first == "-"
    }

    private static func withoutName(_ text: String) -> Substring {
        let text = text.uppercased()
        return text.hasPrefix("UTC") || text.hasPrefix("GMT") ? text.dropFirst(3) : text[...]
    }

    /// Reads `UTC+5`, `GMT-3:30`, `+05:30`, `-0330`; nil for anything else, or beyond 15 hours.
    static func seconds(_ text: String) -> Int64? {
        var rest = withoutName(text)
        guard let sign = rest.popFirst(), sign == "+" || sign == "-" else { return nil }
        guard let minutes = minutes(rest), minutes <= 15 * 60 else { return nil }
        return (sign == "-" ? -60 : 60) * minutes
    }

    /// `UTC+05:30`, or `UTC` itself; seconds only where there are any.
    static func name(_ seconds: Int64) -> String {
        if seconds == 0 { return "UTC" }
        let (minutes, rest) = (Int64(seconds.magnitude) / 60, Int64(seconds.magnitude) % 60)
        let clock = "\((minutes / 60).padded(to: 2)):\((minutes % 60).padded(to: 2))"
        return "UTC\(seconds < 0 ? "-" : "+")\(clock)\(rest == 0 ? "" : ":\(rest.padded(to: 2))")"
    }

    private static func minutes(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }) else { return nil }
        switch (parts.count, parts.first?.count) {
        case (1, 1), (1, 2): return Int64(parts[0]).map { $0 * 60 }
        case (1, 4): return minutes("\(parts[0].prefix(2)):\(parts[0].suffix(2))"[...])
        case (2, 1), (2, 2):
            guard parts[1].count == 2, let hours = Int64(parts[0]), let rest = Int64(parts[1]), rest < 60 else {
                return nil
            }
            return hours * 60 + rest
        default: return nil
        }
    }
}
