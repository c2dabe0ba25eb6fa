// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Answers questions from the sums of days: all of them that neither group by conversations nor name any.
struct SummedRows {
    private let query: UsageQuery
    private let window: QuestionWindow
    private let span: DaySpan
    private let reader: DayReader
    private let groups: ProfileGroups
    private let clock: LocalBuckets

    /// - Returns: nil for a question that sums of days cannot answer.
    init?(_ query: UsageQuery, _ window: QuestionWindow, extent: ClosedRange<QuarterHour>, _ db: Database) throws {
        guard !query.groupBy.contains(.session), query.filters[.session] == nil, try DaySums.areReliable(db) else {
            return nil
        }
        self.query = query
        self.window = window
        span = DaySpan(window, extent: extent)
        reader = DayReader(db)
        groups = try ProfileGroups(query, db)
        clock = LocalBuckets(query, window)
    }

    /// The rows, in no order.
    func rows() throws -> [UsageRow] {
        var sums = GroupedSums(groups: groups.keys.count)
        if clock.daysAreUTC {
            try addQuarters(span.head, to: &sums)
            try addDays(to: &sums)
            try addQuarters(span.tail, to: &sums)
        } else {
            try addQuarters(window.from..<window.to, to: &sums)
        }
        return sums.found.map { bucket, group, sums in
            UsageRow(keys: keys(bucket: bucket, groups.keys[group]), sums: sums)
        }
    }

    private func addQuarters(_ quarters: Range<Int64>, to sums: inout GroupedSums) throws {
        var (last, bucket) = (Int64.min, Int64.zero)
        try reader.forEachSum(.quarters, in: quarters) { quarter, packed in
            guard let group = groups[packed.key.second] else { return try packed.skip() }
            if quarter != last { (last, bucket) = (quarter, clock.bucket(of: quarter)) }
            try sums.add(&packed, bucket: bucket, group: group)
        }
    }

    private func addDays(to sums: inout GroupedSums) throws {
        try reader.forEachDay(.profiles, in: span.days) { day, packed in
            let bucket = clock.bucket(of: day * DayTable.size)
            while try packed.next() {
                guard let group = groups[packed.key.second] else {
                    try packed.skip()
                    continue
                }
                try sums.add(&packed, bucket: bucket, group: group)
            }
        }
    }

    private func keys(bucket: Int64, _ others: [String?]) -> [String?] {
        var others = others[...]
        return query.groupBy.map { dimension in
            guard let granularity = dimension.granularity else { return others.popFirst() ?? nil }
            if granularity == .hour { return LocalHour(number: bucket).description }
            return CivilDay(number: clock.isHourly ? bucket.floorDivided(by: 24) : bucket).description
        }
    }
}

/// Sums by bucket of time and group.
struct GroupedSums {
    private let width = RollupColumn.all.count
    private let groups: Int
    /// Where the sums of a bucket's first group begin.
    private var places: [Int64: Int] = [:]
    private var sums: [Int64] = []
    private var isFound: [Bool] = []
    private var last: (bucket: Int64, place: Int)?

    init(groups: Int) {
        self.groups = groups
    }

    mutating func add(_ packed: inout PackedSums, bucket: Int64, group: Int) throws {
        try add(&packed, at: place(bucket: bucket, group: group))
    }

    /// Where the sums of a bucket and group are added, which some call belongs to now.
    mutating func place(bucket: Int64, group: Int) -> Int {
        let place = place(of: bucket) + group
        isFound[place] = true
        return place
    }

    /// - Parameter head: The columns that were taken before.
    mutating func add(_ packed: inout PackedSums, at place: Int, head: Int = 0) throws {
        try packed.add(to: &sums, at: place * width, head: head, width: width)
    }

    private mutating func place(of bucket: Int64) -> Int {
        if let last, last.bucket == bucket { return last.place }
        let place = places[bucket] ?? isFound.count
        last = (bucket, place)
        if places[bucket] != nil { return place }
        places[bucket] = place
        isFound += [Bool](repeating: false, count: groups)
        sums += [Int64](repeating: 0, count: groups * width)
        return place
    }

    /// Those that some call belongs to.
    var found: [(bucket: Int64, group: Int, sums: UsageSums)] {
        foundPlaces.map { ($0.bucket, $0.group, sums(at: $0.place)) }
    }

    /// Where they are.
    var foundPlaces: [(bucket: Int64, group: Int, place: Int)] {
        places.flatMap { bucket, place in
            (0..<groups).filter { isFound[place + $0] }.map { (bucket, $0, place + $0) }
        }
    }

    func sums(at place: Int) -> UsageSums {
        UsageSums { sums[place * width + $0] }
    }
}

/// The numbers of local hours or days, by quarter hour.
struct LocalBuckets {
    private let size: Int64?
    /// Whether they are hours, of which every day is made.
    let isHourly: Bool
    private let stretches: [(from: Int64, seconds: Int64)]

    init(_ query: UsageQuery, _ window: QuestionWindow) {
        isHourly = query.groupBy.contains(.hour)
        size = query.granularity == nil ? nil : isHourly ? 3600 : 86_400
        // A zone that changes within a quarter hour changes behind it.
        stretches =
            size == nil
            ? []
            : query.zone.offsets(in: window.span).map { stretch in
                ((stretch.from.milliseconds + 899_999).floorDivided(by: 900_000), stretch.seconds)
            }
    }

    /// Whether whole UTC days are whole buckets.
    var daysAreUTC: Bool {
        size == nil || (size == 86_400 && stretches.allSatisfy { $0.seconds == 0 })
    }

    func bucket(of quarter: Int64) -> Int64 {
        guard let size else { return 0 }
        let offset = (stretches.last { $0.from <= quarter } ?? stretches.first)?.seconds ?? 0
        return (quarter * 900 + offset).floorDivided(by: size)
    }
}
