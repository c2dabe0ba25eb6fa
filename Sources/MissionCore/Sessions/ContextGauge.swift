// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How full a conversation's context window is. It says nothing about consumption: every call sends the whole of it again.
public struct ContextGauge: Hashable, Sendable {
    /// Tokens in the window.
    public var used: Int64
    /// How many there may be; nil where nobody says.
    public var limit: Int64?
    /// When that was so.
    public var at: Timestamp

    /// Makes a gauge.
    public init(used: Int64, limit: Int64? = nil, at: Timestamp) {
        self.used = used
        self.limit = limit
        self.at = at
    }

    /// Whole percent used, rounded down; nil without a limit. It may exceed 100 right before a compaction.
    public var percent: Int64? {
        guard let limit, limit > 0 else { return nil }
        return Int64(clamping: Int128(used) * 100 / Int128(limit))
    }

    /// The newer of two; of equally new ones the fuller.
    static func later(_ first: ContextGauge?, _ second: ContextGauge?) -> ContextGauge? {
        guard let first, let second else { return first ?? second }
        return (first.at, first.used, first.limit ?? 0) < (second.at, second.used, second.limit ?? 0) ? second : first
    }
}
