// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Which parts of occasions are to be found anew in the calls, because some of their calls changed.
struct OccasionChanges {
    /// Quarter hours (first) of conversations (second), by table and day.
    private var touched: [DayTable: [Int64: Set<SumKey>]] = [:]

    mutating func touch(quarter: Int64, of place: SeriesPlace) {
        if place.isWake { touch(.wakes, SumKey(first: quarter, second: place.session)) }
        if place.isRun { touch(.runs, SumKey(first: quarter, second: place.session)) }
    }

    mutating func touch(_ table: DayTable, _ key: SumKey) {
        touched[table, default: [:]][key.first.floorDivided(by: DayTable.size), default: []].insert(key)
    }

    /// Finds them and forgets them.
    mutating func apply(_ db: Database) throws {
        defer { touched = [:] }
        for (table, days) in touched {
            var occasions = try Occasions(table, db)
            for (day, keys) in days { try write(day, keys, &occasions, db) }
        }
    }

    /// The parts as they would be packed if the tables were empty.
    func packed(_ db: Database) throws -> [(table: DayTable, days: [Int64: [UInt8]])] {
        try [DayTable.wakes, .runs].map { table in
            var occasions = try Occasions(table, db)
            var packed: [Int64: [UInt8]] = [:]
            for (day, keys) in touched[table] ?? [:] {
                let bytes = Self.packed(try Self.entries(of: day, keys, &occasions))
                if !bytes.isEmpty { packed[day] = bytes }
            }
            return (table, packed)
        }
    }

    private struct Entry {
        var key: SumKey
        var values: [Int64]
    }

    private func write(_ day: Int64, _ keys: Set<SumKey>, _ occasions: inout Occasions, _ db: Database) throws {
        let table = occasions.table
        let entries = try rest(of: day, without: keys, table, db) + Self.entries(of: day, keys, &occasions)
        let bytes = Self.packed(entries)
        let statement = try IntegerStatement(db, bytes.isEmpty ? table.delete : table.replace)
        statement.bind(1, day)
        if !bytes.isEmpty { statement.bind(2, bytes) }
        _ = try statement.run()
    }

    private static func entries(of day: Int64, _ keys: Set<SumKey>, _ occasions: inout Occasions) throws -> [Entry] {
        let start = day * DayTable.size * quarter
        return try keys.flatMap { key in
            let time = key.first * quarter
            return try occasions.parts(of: key.second, in: time..<time + quarter).map { part in
                Entry(key: SumKey(first: part.first - start, second: part.session), values: part.values)
            }
        }
    }

    private static func packed(_ entries: [Entry]) -> [UInt8] {
        // Parts of one conversation stay in the order of their calls, also where those have one time.
        let order = entries.indices.sorted { (entries[$0].key, $0) < (entries[$1].key, $1) }
        var packer = SumPacker()
        for index in order { packer.append(entries[index].key, entries[index].values) }
        return packer.bytes
    }

    private func rest(
        of day: Int64, without keys: Set<SumKey>, _ table: DayTable, _ db: Database
    ) throws -> [Entry] {
        let select = try IntegerStatement(db, table.selectDay)
        select.bind(1, day)
        defer { select.reset() }
        guard try select.step() else { return [] }
        var (packed, entries): (PackedSums, [Entry]) = (PackedSums(select.bytes(0)), [])
        while try packed.next() {
            let quarter = day * DayTable.size + packed.key.first / Self.quarter
            if keys.contains(SumKey(first: quarter, second: packed.key.second)) {
                try packed.skip()
            } else {
                entries.append(Entry(key: packed.key, values: try packed.values(width: table.width)))
            }
        }
        return entries
    }

    /// Milliseconds in a quarter hour.
    private static let quarter: Int64 = 900_000
}
