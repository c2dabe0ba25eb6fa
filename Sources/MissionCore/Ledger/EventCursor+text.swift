// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension EventCursor {
    /// What ``text`` looks like.
    package static let pattern = "^-?[0-9]{1,18}-[0-9a-f]{32}$"

    /// `<milliseconds>-<id>`, as pages of calls name their end.
    package var text: String {
        "\(at.milliseconds)-\(id)"
    }

    /// Reads it; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let milliseconds = Int64(parts[0]), parts[1].utf8.count == 32,
            let high = UInt64(parts[1].prefix(16), radix: 16), let low = UInt64(parts[1].suffix(16), radix: 16)
        else { return nil }
        self.init(
            at: Timestamp(milliseconds: milliseconds),
            id: EventID(high: Int64(bitPattern: high), low: Int64(bitPattern: low)))
    }
}
