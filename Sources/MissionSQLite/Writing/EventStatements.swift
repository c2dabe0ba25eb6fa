// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The statements on `events` that every call goes through.
struct EventStatements {
    /// A stored call's row and what only its series and revision tell.
    struct Stored {
        var row: Int64
        var series: Int64
        var isCovered: Bool
        var event: UsageEvent
    }

    private let insert: IntegerStatement
    private let find: IntegerStatement
    private let load: IntegerStatement
    private let update: IntegerStatement
    private let widen: IntegerStatement
    private let cover: IntegerStatement
    private let move: IntegerStatement

    /// The columns in the order in which they are bound and read.
    static let columns = [
        "id_high", "id_low", "at_ms", "series_id", "input_tokens", "output_tokens", "cache_read_tokens",
        "cache_write_5m_tokens", "cache_write_1h_tokens", "reasoning_tokens", "web_searches", "duration_ms",
        "reported_nanodollars", "estimated_nanodollars", "basis", "is_provider_billed", "price_revision_id",
        "provenance", "grain",
    ]

    init(_ db: Database) throws {
        let list = Self.columns.joined(separator: ", ")
        let marks = Self.columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        insert = try IntegerStatement(
            db, "INSERT INTO events (\(list)) VALUES (\(marks)) ON CONFLICT (id_high, id_low) DO NOTHING")
        let found = "SELECT \(list), id, is_covered FROM events"
        find = try IntegerStatement(db, "\(found) WHERE id_high = ?1 AND id_low = ?2")
        load = try IntegerStatement(db, "\(found) WHERE id = ?1")
        let changes = Self.columns.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: ", ")
        update = try IntegerStatement(
            db, "UPDATE events SET \(changes), is_covered = 0 WHERE id = ?\(Self.columns.count + 1)")
        widen = try IntegerStatement(db, "UPDATE events SET provenance = provenance | ?1 WHERE id = ?2")
        cover = try IntegerStatement(db, "UPDATE events SET is_covered = ?1 WHERE id = ?2")
        move = try IntegerStatement(db, "UPDATE events SET series_id = ?1 WHERE id = ?2")
    }

    /// Inserts a call, as one that counts, unless its identity is known; says whether it did.
    func insert(_ event: UsageEvent, series: Int64, revision: Int64) throws -> Bool {
        bind(event, series, revision, to: insert)
        return try insert.run()
    }

    /// Replaces the call in a row by one that counts.
    func update(row: Int64, _ event: UsageEvent, series: Int64, revision: Int64) throws {
        bind(event, series, revision, to: update)
        update.bind(Int32(Self.columns.count + 1), row)
        _ = try update.run()
    }

    /// Adds the places of a call to those where the row's call was seen.
    func widen(row: Int64, _ provenance: Provenance) throws {
        widen.bind(1, provenance.rawValue)
        widen.bind(2, row)
        _ = try widen.run()
    }

    /// Says whether the row's call is told by a finer source too.
    func cover(row: Int64, _ isCovered: Bool) throws {
        cover.bind(1, isCovered ? 1 : 0)
        cover.bind(2, row)
        _ = try cover.run()
    }

    /// Puts the row's call into another series.
    func move(row: Int64, to series: Int64) throws {
        move.bind(1, series)
        move.bind(2, row)
        _ = try move.run()
    }

    /// The stored call of an identity.
    func find(_ id: EventID, _ interner: Interner, _ memory: inout WriterMemory) throws -> Stored? {
        find.bind(1, id.high)
        find.bind(2, id.low)
        return try read(find, interner, &memory)
    }

    /// The call in a row.
    func load(row: Int64, _ interner: Interner, _ memory: inout WriterMemory) throws -> Stored? {
        load.bind(1, row)
        return try read(load, interner, &memory)
    }

    private func read(
        _ statement: IntegerStatement, _ interner: Interner, _ memory: inout WriterMemory
    ) throws -> Stored? {
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        let series = statement.column(3)
        var event = try interner.series(series, &memory).event {
            statement.column(Int32($0))
        } optional: {
            statement.optionalColumn(Int32($0))
        }
        event.cost.priceRevision = try interner.revisionName(statement.column(16), &memory)
        return Stored(
            row: statement.column(19), series: series, isCovered: statement.column(20) != 0, event: event)
    }

    private func bind(_ event: UsageEvent, _ series: Int64, _ revision: Int64, to statement: IntegerStatement) {
        statement.bind(1, event.id.high)
        statement.bind(2, event.id.low)
        statement.bind(3, event.at.milliseconds)
        statement.bind(4, series)
        statement.bind(5, event.tokens.input)
        statement.bind(6, event.tokens.output)
        statement.bind(7, event.tokens.cacheRead)
        statement.bind(8, event.tokens.cacheWrite5m)
        statement.bind(9, event.tokens.cacheWrite1h)
        statement.bind(10, event.tokens.reasoning)
        statement.bind(11, event.webSearches)
        statement.bind(12, event.durationMilliseconds)
        statement.bind(13, event.cost.reported?.nanodollars)
        statement.bind(14, event.cost.estimated?.nanodollars)
        statement.bind(15, event.cost.basis.code)
        statement.bind(16, event.cost.isProviderBilled ? 1 : 0)
        statement.bind(17, revision)
        statement.bind(18, event.provenance.rawValue)
        statement.bind(19, event.grain.code)
    }
}

extension Series {
    /// The call that a row of `events` (in the order of ``EventStatements/columns``) holds, but for its price revision.
    func event(_ integer: (Int) -> Int64, optional: (Int) -> Int64?) -> UsageEvent {
        UsageEvent(
            id: EventID(high: integer(0), low: integer(1)), at: Timestamp(milliseconds: integer(2)), session: session,
            sessionStart: sessionStart, attribution: attribution,
            tokens: TokenCounts(
                input: integer(4), output: integer(5), cacheRead: integer(6), cacheWrite5m: integer(7),
                cacheWrite1h: integer(8), reasoning: integer(9)),
            webSearches: integer(10), serviceTier: serviceTier, region: region,
            durationMilliseconds: optional(11), status: status, isSynthetic: isSynthetic,
            cost: Cost(
                reported: optional(12).map(Money.init(nanodollars:)), isProviderBilled: integer(15) != 0,
                estimated: optional(13).map(Money.init(nanodollars:)), basis: CostBasis(code: integer(14))),
            source: source, grain: Grain(code: integer(18)), provenance: Provenance(rawValue: integer(17)))
    }
}
