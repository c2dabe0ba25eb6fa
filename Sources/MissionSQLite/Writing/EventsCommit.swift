// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Writes the calls of a batch and moves the rollups with them.
///
/// Three passes, each in the order that suits it. Calls as they were read mostly share their series with the one before,
/// so series and rollups are looked after in that order. Identities are random, so inserting in their order lets
/// neighbouring calls meet the same page of the index, which makes large batches half as dear again.
struct EventsCommit {
    private let statements: EventStatements
    private let interner: Interner
    private var rollups = RollupChanges()
    private var coverage: CoverageChanges
    private(set) var result = AppendResult()
    /// Whether any row is new or another than before.
    private(set) var isChanged = false

    /// What the hot table stores instead of texts.
    private struct Interned {
        var series: Int64
        var revision: Int64
        var isNew = false
    }

    init(_ db: Database, _ interner: Interner) throws {
        statements = try EventStatements(db)
        self.interner = interner
        coverage = CoverageChanges(interner)
    }

    /// Takes note of what was learnt beside the calls; whether any of it was unknown.
    ///
    /// - Parameter restarted: Conversations that turned out to have begun at another time.
    mutating func learn(
        _ links: [BackendLink], restarted: [Int64], _ memory: inout WriterMemory
    ) throws -> Bool {
        for session in restarted { try coverage.backends.restarted(session, &memory) }
        return try coverage.backends.learn(links, &memory)
    }

    mutating func append(_ events: [UsageEvent], _ memory: inout WriterMemory) throws {
        // A pointer, because reading an element of an array copies it, with a reference count for each of its texts.
        try events.withUnsafeBufferPointer { events in
            var interned: [Interned] = []
            interned.reserveCapacity(events.count)
            for index in events.indices {
                interned.append(
                    Interned(
                        series: try interner.series(of: events[index], &memory),
                        revision: try interner.revision(events[index].cost.priceRevision, &memory)))
            }
            for index in Self.byIdentity(events) {
                let (series, revision) = (interned[index].series, interned[index].revision)
                if try statements.insert(events[index], series: series, revision: revision) {
                    interned[index].isNew = true
                    result.inserted += 1
                    isChanged = true
                    if events[index].isCoarse {
                        try coverage.inserted(events[index], row: interner.db.lastInsertedRowID, &memory)
                    }
                } else {
                    try reconsider(events[index], &memory)
                }
            }
            for index in events.indices where interned[index].isNew {
                rollups.add(events[index], series: interned[index].series)
            }
            try rollups.apply(interner.db)
            try coverage.wrote(events, where: { interned[$0].isNew }, &memory)
        }
        try coverage.decide(statements, &rollups, &result, &memory)
        try rollups.apply(interner.db)
        if result.updated + result.covered + result.uncovered > 0 || coverage.backends.isChanged { isChanged = true }
    }

    /// A known call came again: keep the better of the two.
    private mutating func reconsider(_ event: UsageEvent, _ memory: inout WriterMemory) throws {
        guard let known = try statements.find(event.id, interner, &memory) else { return }
        guard let better = known.event.superseded(by: event) else {
            result.unchanged += 1
            if known.event.provenance.isSuperset(of: event.provenance) { return }
            try statements.widen(row: known.row, event.provenance)
            isChanged = true
            return
        }
        let series = try interner.series(of: better, &memory)
        let revision = try interner.revision(better.cost.priceRevision, &memory)
        try statements.update(row: known.row, better, series: series, revision: revision)
        if !known.isCovered { rollups.remove(known.event, series: known.series) }
        rollups.add(better, series: series)
        try coverage.replaced(known, by: better, &memory)
        result.updated += 1
    }

    /// The places of calls in the order of their identities; of equal ones the one read first comes first.
    private static func byIdentity(_ events: UnsafeBufferPointer<UsageEvent>) -> [Int] {
        struct Place {
            var id: EventID
            var index: Int
        }
        var places = events.indices.map { Place(id: events[$0].id, index: $0) }
        places.sort { left, right in
            left.id == right.id ? left.index < right.index : left.id < right.id
        }
        return places.map(\.index)
    }
}
