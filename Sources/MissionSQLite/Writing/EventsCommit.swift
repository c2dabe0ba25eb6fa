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
    let statements: EventStatements
    let interner: Interner
    let answers: AnswerRows
    var rollups = RollupChanges()
    var coverage: CoverageChanges
    var result = AppendResult()
    /// Whether any row is new or another than before.
    private(set) var isChanged = false

    /// A call that became a row, with the row's series and its place in the order of reading.
    private struct Inserted {
        var series: Int64
        var place: Int
        /// Whether the first telling is a row that is no call.
        var isSynthetic: Bool
    }

    /// Calls that became rows.
    private struct AllInserted {
        var calls: [Inserted] = []
        /// Those that are not the calls at their places: several tellings together, or a later one than the first.
        var merged: [Int: UsageEvent] = [:]
    }

    init(_ db: Database, _ interner: Interner) throws {
        statements = try EventStatements(db)
        answers = try AnswerRows(db)
        self.interner = interner
        coverage = try CoverageChanges(interner)
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
        var inserted = AllInserted()
        // A pointer, because reading an element of an array copies it, with a reference count for each of its texts.
        try events.withUnsafeBufferPointer { events in
            // Each telling's series is made, because a conversation is known to have been told of even where its calls
            // turn out to belong to another; in the order of reading, because neighbours mostly share one.
            var series: [Int64] = []
            series.reserveCapacity(events.count)
            for index in events.indices { series.append(try interner.series(of: events[index], &memory)) }
            let places = Self.byIdentity(events)
            var rest = places[...]
            while let first = rest.first {
                // Tellings of one call are compared here, so that the ledger is asked once for all of them.
                let tellings = rest.prefix { events[$0].id == events[first].id }
                rest = rest.dropFirst(tellings.count)
                try append(
                    Tellings(events: events, series: series, places: tellings), place: first, &inserted, &memory)
            }
            inserted.calls.sort { $0.place < $1.place }
            // Two cases each time, because what stands on both sides of `??` is copied.
            for call in inserted.calls {
                if let merged = inserted.merged[call.place] {
                    rollups.add(merged, series: call.series)
                } else {
                    rollups.add(events[call.place], series: call.series)
                }
            }
            try rollups.apply(interner.db)
            for call in inserted.calls {
                if let merged = inserted.merged[call.place] {
                    try coverage.added(merged, &memory)
                } else {
                    try coverage.added(events[call.place], &memory)
                }
            }
        }
        try coverage.decide(statements, &rollups, &result, &memory)
        try rollups.finish(interner.db)
        if result.updated + result.covered + result.uncovered > 0 || coverage.backends.isChanged { isChanged = true }
    }

    /// Appends all tellings of one call, in the order of reading.
    private mutating func append(
        _ tellings: Tellings, place: Int, _ inserted: inout AllInserted, _ memory: inout WriterMemory
    ) throws {
        guard let first = tellings.places.first else { return }
        guard tellings.places.count > 1, let told = tellings.told else {
            // As it was read: a copy would cost a reference count for each of its texts.
            let series = tellings.series[first]
            guard let row = try insert(tellings.events[first], series: series, &memory) else {
                return try reconsider(tellings, place: place, &inserted, &memory)
            }
            if first != place { inserted.merged[place] = tellings.events[first] }
            let call = Inserted(series: series, place: place, isSynthetic: tellings.events[first].isSynthetic)
            return try count(tellings.events[first], row, call, in: &inserted, &memory)
        }
        let series = try interner.series(
            of: told.event, among: tellings.places.lazy.map { tellings.series[$0] }, &memory)
        guard let row = try insert(told.event, series: series, &memory) else {
            return try reconsider(tellings, place: place, &inserted, &memory)
        }
        result.updated += told.updated
        result.unchanged += told.unchanged
        inserted.merged[place] = told.event
        let call = Inserted(series: series, place: place, isSynthetic: tellings.events[first].isSynthetic)
        try count(told.event, row, call, in: &inserted, &memory)
    }

    /// Counts a call that was written, unless its answer was told before.
    private mutating func count(
        _ event: UsageEvent, _ row: Int64, _ call: Inserted, in inserted: inout AllInserted,
        _ memory: inout WriterMemory
    ) throws {
        guard try settle(event, row: row, &memory) else { return }
        result.inserted += 1
        if call.isSynthetic { result.insertedSynthetic += 1 }
        inserted.calls.append(call)
        if event.isAggregate { try coverage.inserted(event, row: row, &memory) }
    }

    /// Writes a call; its row, or nil where its identity is known.
    private mutating func insert(
        _ event: UsageEvent, series: Int64, _ memory: inout WriterMemory
    ) throws -> Int64? {
        let revision = try interner.revision(event.cost.priceRevision, &memory)
        guard try statements.insert(event, series: series, revision: revision) else { return nil }
        isChanged = true
        return interner.db.lastInsertedRowID
    }

    /// A known call came again: keep the best of all tellings.
    private mutating func reconsider(
        _ tellings: Tellings, place: Int, _ inserted: inout AllInserted, _ memory: inout WriterMemory
    ) throws {
        guard let first = tellings.first, let known = try statements.find(first.id, interner, &memory) else { return }
        guard let remembered = try remember(first, row: known.row, &memory) else {
            // Its row is gone, so those that follow are looked for anew.
            return try append(tellings.dropFirst(), place: place, &inserted, &memory)
        }
        var told = Telling(known.event)
        told.add(remembered)
        tellings.dropFirst().add(to: &told)
        try keep(told, known, &memory)
    }

    /// The call of a row came again, perhaps under another identity; the whole one's is kept.
    mutating func reconsider(_ event: UsageEvent, inRow row: Int64, _ memory: inout WriterMemory) throws {
        guard let known = try statements.load(row: row, interner, &memory) else { return }
        let isPartial = event.answer?.isPartial ?? false
        var told = Telling(known.event)
        told.add(event, under: isPartial ? known.event.id : event.id)
        try keep(told, known, &memory)
    }

    private mutating func keep(
        _ told: Telling, _ known: EventStatements.Stored, _ memory: inout WriterMemory
    ) throws {
        result.updated += told.updated
        result.unchanged += told.unchanged
        if told.updated == 0 {
            if known.event.provenance.isSuperset(of: told.event.provenance) { return }
            try statements.widen(row: known.row, told.event.provenance)
            isChanged = true
            return
        }
        let series = try interner.series(of: told.event, &memory)
        let revision = try interner.revision(told.event.cost.priceRevision, &memory)
        try statements.update(row: known.row, told.event, series: series, revision: revision)
        if !known.isCovered { rollups.remove(known.event, series: known.series) }
        rollups.add(told.event, series: series)
        try coverage.replaced(known, by: told.event, &memory)
    }

    /// The places of calls in the order of their identities; of equal ones the one read first comes first.
    private static func byIdentity(_ events: UnsafeBufferPointer<UsageEvent>) -> [Int] {
        // Plain numbers: comparing identities through their own type takes a call each time.
        struct Place {
            var high: Int64
            var low: Int64
            var index: Int
        }
        var places = events.indices.map { Place(high: events[$0].id.high, low: events[$0].id.low, index: $0) }
        places.sort { left, right in
            if left.high != right.high { return left.high < right.high }
            return left.low != right.low ? left.low < right.low : left.index < right.index
        }
        return places.map(\.index)
    }
}

/// All tellings of one call in a batch, in the order of reading, where they stand.
private struct Tellings {
    let events: UnsafeBufferPointer<UsageEvent>
    /// The series of each of `events`.
    let series: [Int64]
    let places: ArraySlice<Int>

    var first: UsageEvent? { places.first.map { events[$0] } }

    /// All of them as one; nil when there are none.
    var told: Telling? {
        guard let first else { return nil }
        var told = Telling(first)
        dropFirst().add(to: &told)
        return told
    }

    func dropFirst() -> Tellings { Tellings(events: events, series: series, places: places.dropFirst()) }

    func add(to told: inout Telling) {
        for place in places { told.add(events[place]) }
    }
}

/// One call as several sources, or one that repeats itself, tell of it.
private struct Telling {
    private(set) var event: UsageEvent
    private(set) var updated = 0
    private(set) var unchanged = 0

    init(_ event: UsageEvent) {
        self.event = event
    }

    /// Keeps the better of the two; a call was seen wherever either was.
    ///
    /// - Parameter id: The identity that the call has then; nil for the one that both have.
    mutating func add(_ other: UsageEvent, under id: EventID? = nil) {
        if let better = event.superseded(by: other, under: id ?? event.id) {
            event = better
            updated += 1
        } else {
            event.provenance.formUnion(other.provenance)
            unchanged += 1
        }
    }
}
