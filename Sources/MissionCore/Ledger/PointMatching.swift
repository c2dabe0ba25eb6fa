// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Finds which points of one conversation are told by its calls.
///
/// A point has a time and counts and no name, so a call with the same counts within ``Grain/pointSlack`` is the same call. Each
/// call stands for one point only: two calls may have equal counts, and the one that is known must not hide the other.
package enum PointMatching {
    /// A point or a call.
    package struct Row<ID: Hashable & Comparable & Sendable>: Sendable {
        fileprivate var id: ID
        fileprivate var at: Int64
        fileprivate var counts: [Int64]
        fileprivate var source: SourceKind
        fileprivate var isPoint: Bool

        /// A row; nil for one that is neither a point nor a call.
        ///
        /// - Parameter at: Milliseconds since 1970.
        package init?(id: ID, at: Int64, tokens: TokenCounts, source: SourceKind, grain: Grain) {
            guard grain == .point || grain == .call, tokens.total > 0 else { return nil }
            self.id = id
            self.at = at
            // Only some sources tell for how long a cache is kept.
            counts = [
                tokens.input, tokens.output, tokens.cacheRead,
                tokens.cacheWrite5m.addingSaturating(tokens.cacheWrite1h),
            ]
            self.source = source
            isPoint = grain == .point
        }
    }

    /// The points that do not count, and who tells their calls.
    ///
    /// - Parameter rows: All rows of one conversation that are no synthetic ones.
    package static func covered<ID>(_ rows: [Row<ID>]) -> [ID: SourceKind] {
        guard rows.contains(where: \.isPoint) else { return [:] }
        var covered: [ID: SourceKind] = [:]
        for group in Dictionary(grouping: rows, by: \.counts).values {
            let points = Dictionary(grouping: group.filter(\.isPoint), by: \.source)
            var known = group.filter { !$0.isPoint }
            // What a better source tells is known to a poorer one, once.
            for source in points.keys.sorted() {
                let own = points[source] ?? []
                let matched = matches(own, among: known)
                covered.merge(matched) { first, _ in first }
                known += own.filter { matched[$0.id] == nil }
            }
        }
        return covered
    }

    /// Goes through both in the order of time. As all windows are equally long, this finds as many pairs as there are.
    private static func matches<ID>(_ points: [Row<ID>], among known: [Row<ID>]) -> [ID: SourceKind] {
        var matched: [ID: SourceKind] = [:]
        var rest = known.sorted { ($0.at, $0.id) < ($1.at, $1.id) }[...]
        for point in points.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) {
            rest = rest.drop { $0.at < point.at.subtractingSaturating(Grain.pointSlack) }
            guard let next = rest.first else { break }
            guard next.at <= point.at.addingSaturating(Grain.pointSlack) else { continue }
            matched[point.id] = next.source
            rest = rest.dropFirst()
        }
        return matched
    }
}

extension PointMatching.Row<EventID> {
    /// An event as a row; nil for one that is neither a point nor a call.
    package init?(_ event: UsageEvent) {
        guard !event.isSynthetic else { return nil }
        self.init(
            id: event.id, at: event.at.milliseconds, tokens: event.tokens, source: event.source, grain: event.grain)
    }
}
