// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Finds what covers the coarse rows among some conversations' rows.
package struct Coverage: Sendable {
    /// What covers a row.
    package struct Teller: Hashable, Sendable {
        /// The kind of place that tells the same more finely.
        package var source: SourceKind
        /// The program that made the calls, where it is another one than the row's.
        package var harness: String?
    }

    private let rows: [SessionID: [UsageEvent]]
    private let told: [SessionID: Set<SourceKind>]
    /// Calls that other programs made for a session, in the order of time.
    private let made: [SessionID: [UsageEvent]]

    /// A finder.
    ///
    /// - Parameters:
    ///   - rows: All rows of the conversations, and of those that answered their turns.
    ///   - told: The kinds of source that ever told of a call of theirs, also of one that another conversation owns.
    ///   - owners: For which session a row counts that another program's conversation tells.
    package init(_ rows: [UsageEvent], told: [SessionID: Set<SourceKind>], owners: [EventID: SessionID] = [:]) {
        let ordered = rows.sorted { $0.at < $1.at }
        self.rows = Dictionary(grouping: ordered, by: \.session)
        self.told = told
        made = ordered.reduce(into: [:]) { made, row in
            if let owner = owners[row.id], row.grain == .call, !row.isSynthetic { made[owner, default: []].append(row) }
        }
    }

    /// The best that covers a row; nil where nothing does.
    package func teller(over row: UsageEvent) -> Teller? {
        if let source = source(over: row) { return Teller(source: source) }
        let call = call(over: row)
        return call.map { Teller(source: $0.source, harness: $0.session.harness) }
    }

    private func source(over row: UsageEvent) -> SourceKind? {
        switch row.grain {
        case .call, .turn: nil
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

    /// A call that another program made for the row's session.
    private func call(over row: UsageEvent) -> UsageEvent? {
        guard let made = made[row.session] else { return nil }
        guard let turn = BackendTurn(row) else { return made.first(where: row.isCovered(byBackendsCall:)) }
        let previous = rows[row.session]?.last { $0.at < row.at && $0.grain == .turn && !$0.isSynthetic }
        let reach = turn.reach(after: previous?.at)
        return made.first { reach.contains($0.at) && turn.isAnswered(by: $0.session.harness) }
    }

    private func itself(over row: UsageEvent) -> SourceKind? {
        rows[row.session]?.contains(where: row.isTotal(of:)) == true ? row.source : nil
    }

    private func best(over row: UsageEvent, from start: Timestamp, to end: Timestamp?) -> SourceKind? {
        guard let rows = rows[row.session] else { return nil }
        let near = rows[rows.partitioningIndex { $0.at >= start }...].prefix { other in
            end.map { other.at <= $0 } ?? true
        }
        return near.lazy.filter(row.isCovered(by:)).map(\.source).min()
    }
}
