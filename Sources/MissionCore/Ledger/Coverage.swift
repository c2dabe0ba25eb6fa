// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Finds what covers the coarse rows among some conversations' rows.
public struct Coverage: Sendable {
    private let rows: [SessionID: [UsageEvent]]
    private let told: [SessionID: Set<SourceKind>]

    /// Makes a finder.
    ///
    /// - Parameters:
    ///   - rows: All rows of the conversations.
    ///   - told: The kinds of source that ever told of a call of theirs, also of one that another conversation owns.
    public init(_ rows: [UsageEvent], told: [SessionID: Set<SourceKind>]) {
        self.rows = Dictionary(grouping: rows, by: \.session).mapValues { $0.sorted { $0.at < $1.at } }
        self.told = told
    }

    /// The best source that covers a row; nil where none does.
    public func source(over row: UsageEvent) -> SourceKind? {
        switch row.grain {
        case .call: nil
        case .point: matched(in: row.session)[row.id]
        case .conversation: told[row.session]?.filter(row.coveringSources.contains).min() ?? itself(over: row)
        case .run: best(over: row, from: row.at.advanced(byMilliseconds: -Grain.runSlack), to: nil)
        case .loggedCall:
            best(
                over: row, from: row.at.advanced(byMilliseconds: -Grain.logSlack),
                to: row.at.advanced(byMilliseconds: Grain.logSlack))
        }
    }

    private func matched(in session: SessionID) -> [EventID: SourceKind] {
        PointMatching.covered((rows[session] ?? []).compactMap(PointMatching.Row.init))
    }

    private func itself(over row: UsageEvent) -> SourceKind? {
        rows[row.session]?.contains(where: row.isTotal(of:)) == true ? row.source : nil
    }

    private func best(over row: UsageEvent, from start: Timestamp, to end: Timestamp?) -> SourceKind? {
        guard let rows = rows[row.session] else { return nil }
        let near = rows[Self.firstIndex(in: rows, from: start)...].prefix { other in
            end.map { other.at <= $0 } ?? true
        }
        return near.lazy.filter(row.isCovered(by:)).map(\.source).min()
    }

    /// The place of the first row that is not before `start`.
    private static func firstIndex(in rows: [UsageEvent], from start: Timestamp) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = low + (high - low) / 2
            if rows[middle].at < start { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
