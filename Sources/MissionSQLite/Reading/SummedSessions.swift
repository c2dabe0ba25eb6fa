// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Finds the most expensive conversations in the sums of days; the ends of the window are added from rollups.
struct SummedSessions {
    /// One of a conversation's models, with the calls that it took on some day.
    private struct Part {
        var session: Int32
        var profile: Int64
        var calls: Int64
    }

    private let width = RollupColumn.all.count
    private let groups: ProfileGroups
    private let db: Database
    /// Places by conversation; -1 where there is none.
    private var places: [Int32]
    private var sessions: [Int64] = []
    private var sums: [Int64] = []
    private var parts: [Part] = []

    /// - Returns: nil for a question that sums of days cannot answer.
    init?(_ query: UsageQuery, _ window: QuestionWindow, extent: ClosedRange<QuarterHour>, _ db: Database) throws {
        guard query.filters[.session] == nil, try DaySums.areReliable(db) else { return nil }
        var grouping = query
        grouping.groupBy = [.model]
        groups = try ProfileGroups(grouping, db)
        self.db = db
        let last = try Int.fetchOne(db, sql: "SELECT MAX(id) FROM sessions") ?? 0
        places = [Int32](repeating: -1, count: max(0, last) + 1)
        let span = DaySpan(window, extent: extent)
        try addRollups(span.head)
        try DayReader(db).forEachDay(.sessions, in: span.days) { _, packed in
            while try packed.next() {
                guard groups[packed.key.second] != nil else {
                    try packed.skip()
                    continue
                }
                try add(&packed)
            }
        }
        try addRollups(span.tail)
    }

    private mutating func add(_ packed: inout PackedSums) throws {
        let place = try place(of: packed.key.first)
        let before = sums[place * width]
        try packed.add(to: &sums, at: place * width, width: width)
        note(place, packed.key.second, calls: sums[place * width] - before)
    }

    private mutating func addRollups(_ quarters: Range<Int64>) throws {
        if quarters.isEmpty { return }
        let rows = try IntegerStatement(db, Self.rollups)
        rows.bind(1, quarters.lowerBound)
        rows.bind(2, quarters.upperBound)
        defer { rows.reset() }
        while try rows.step() {
            guard groups[rows.column(1)] != nil else { continue }
            let place = try place(of: rows.column(0))
            for index in 0..<width {
                let (sum, overflows) = sums[place * width + index].addingReportingOverflow(
                    rows.column(Int32(index + 2)))
                if overflows { throw PackedSums.overflow }
                sums[place * width + index] = sum
            }
            note(place, rows.column(1), calls: rows.column(2))
        }
    }

    private mutating func note(_ place: Int, _ profile: Int64, calls: Int64) {
        parts.append(Part(session: Int32(truncatingIfNeeded: place), profile: profile, calls: calls))
    }

    private mutating func place(of session: Int64) throws -> Int {
        guard let index = Int(exactly: session), places.indices.contains(index) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "session \(session) is missing")
        }
        if places[index] >= 0 { return Int(places[index]) }
        places[index] = Int32(clamping: sessions.count)
        sessions.append(session)
        sums += [Int64](repeating: 0, count: width)
        return sessions.count - 1
    }

    /// A conversation's row id, its sums, and its models with their calls.
    typealias Found = (session: Int64, sums: UsageSums, models: [(name: String, calls: Int64)])

    /// Those that may be among the first `limit`: everything at least as large as the last one that fits.
    func candidates(_ mode: CostMode, limit: Int) -> [Found] {
        guard limit > 0 else { return [] }
        let ranks = sessions.indices.map { rank($0, mode) }
        let least = limit < ranks.count ? ranks.sorted(by: >)[limit - 1] : nil
        let chosen = sessions.indices.filter { place in least.map { ranks[place] >= $0 } ?? true }
        var models = [Int32: [Int: Int64]](minimumCapacity: chosen.count)
        for place in chosen { models[Int32(clamping: place)] = [:] }
        for part in parts where models[part.session] != nil {
            guard let group = groups[part.profile] else { continue }
            models[part.session]?[group, default: 0] += part.calls
        }
        return chosen.map { place in
            let named = (models[Int32(clamping: place)] ?? [:]).map {
                (groups.keys[$0.key].first.flatMap(\.self) ?? "", $0.value)
            }
            return (sessions[place], UsageSums { sums[place * width + $0] }, named)
        }
    }

    /// What conversations are ordered by.
    private func rank(_ place: Int, _ mode: CostMode) -> CostRank {
        let cost = sums[place * width + (Self.costs[mode] ?? 0)]
        // Whether zero is known takes a look at everything.
        if cost == 0 { return UsageSums { sums[place * width + $0] }.counted(by: mode).costRank }
        let tokens = Self.tokens.reduce(Int64.zero) { $0.addingSaturating(sums[place * width + $1]) }
        return CostRank(cost: Money(nanodollars: cost), tokens: tokens, calls: sums[place * width])
    }

    /// The columns that `rank` looks at; calls are the first.
    private static let costs: [CostMode: Int] = [
        .auto: column(\.cost.nanodollars), .reported: column(\.reportedCost.nanodollars),
        .estimated: column(\.estimatedCost.nanodollars),
    ]
    private static let tokens = [
        column(\.tokens.input), column(\.tokens.output), column(\.tokens.cacheRead), column(\.tokens.cacheWrite5m),
        column(\.tokens.cacheWrite1h),
    ]

    private static func column(_ field: PartialKeyPath<UsageSums>) -> Int {
        RollupColumn.all.firstIndex { $0.field as PartialKeyPath<UsageSums> == field } ?? 0
    }

    static let rollups = """
        SELECT series_places.session_ref, series_places.profile_id, \(RollupColumn.list { "rollups.\($0)" })
        FROM rollups CROSS JOIN series_places ON series_places.series_id = rollups.series_id
        WHERE rollups.quarter >= ?1 AND rollups.quarter < ?2
        """
}
