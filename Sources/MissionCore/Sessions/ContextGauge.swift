// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How full a conversation's context window is. It says nothing about consumption: every call sends the whole of it again.
package struct ContextGauge: Hashable, Sendable {
    /// Tokens in the window.
    package var used: Int64
    /// How many there may be; nil where nobody says.
    package var limit: Int64?
    /// When that was so.
    package var at: Timestamp

    package init(used: Int64, limit: Int64? = nil, at: Timestamp) {
        self.used = used
        self.limit = limit
        self.at = at
    }

    /// Whole percent used, rounded down; nil without a limit. It may exceed 100 right before a compaction.
    package var percent: Int64? {
        guard let limit, limit > 0 else { return nil }
        return Int64(clamping: Int128(used) * 100 / Int128(limit))
    }

    /// The newer of two; of equally new ones the fuller.
    static func later(_ first: ContextGauge?, _ second: ContextGauge?) -> ContextGauge? {
        guard let first, let second else { return first ?? second }
        return (first.at, first.used, first.limit ?? 0) < (second.at, second.used, second.limit ?? 0) ? second : first
    }
}
