// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// What changes in a table of days: gathered in memory, written once per day.
struct DayChanges {
    let table: DayTable
    private var days: [Int64: SumChanges] = [:]

    init(_ table: DayTable) {
        self.table = table
    }

    mutating func add(_ values: [Int64], day: Int64, _ key: SumKey) {
        days[day, default: SumChanges(width: table.width)].add(values, key)
    }

    /// Writes the changes and forgets them; says whether a sum no longer fits 64 bits, and is kept without its highest ones.
    mutating func apply(_ db: Database) throws -> Bool {
        if days.isEmpty { return false }
        defer { days = [:] }
        let select = try IntegerStatement(db, table.selectDay)
        let replace = try IntegerStatement(db, table.replace)
        let delete = try IntegerStatement(db, table.delete)
        var overflows = false
        for (day, changes) in days.sorted(by: { $0.key < $1.key }) {
            select.bind(1, day)
            defer { select.reset() }
            let known = try select.step() ? select.bytes(0) : UnsafeRawBufferPointer(start: nil, count: 0)
            var packer = SumPacker()
            if try changes.merge(PackedSums(known), into: &packer) { overflows = true }
            select.reset()
            let statement = packer.bytes.isEmpty ? delete : replace
            statement.bind(1, day)
            if !packer.bytes.isEmpty { statement.bind(2, packer.bytes) }
            _ = try statement.run()
        }
        return overflows
    }

    /// The sums as they would be packed if the table were empty, by day.
    func packed() throws -> [Int64: [UInt8]] {
        try days.mapValues { changes in
            var packer = SumPacker()
            _ = try changes.merge(PackedSums(UnsafeRawBufferPointer(start: nil, count: 0)), into: &packer)
            return packer.bytes
        }.filter { !$0.value.isEmpty }
    }
}

/// What changes in the sums of a day.
///
/// Sums are kept modulo 2^64, so that taking away what was added always gives what was there before.
struct SumChanges {
    private let width: Int
    private var places: [SumKey: Int] = [:]
    private var values: [Int64] = []
    private var overflows = false

    init(width: Int) {
        self.width = width
    }

    mutating func add(_ new: [Int64], _ key: SumKey) {
        guard let place = places[key] else {
            places[key] = values.count
            values += new
            return
        }
        for (index, value) in new.enumerated() where value != 0 {
            let (sum, overflow) = values[place + index].addingReportingOverflow(value)
            values[place + index] = sum
            if overflow { overflows = true }
        }
    }

    /// Writes what is known with the changes, leaving out what has become zero; says whether a sum does not fit.
    func merge(_ known: PackedSums, into packer: inout SumPacker) throws -> Bool {
        var (known, overflow) = (known, overflows)
        var changes = places.sorted { $0.key < $1.key }[...]
        func put(_ change: (key: SumKey, value: Int)) {
            let new = values[change.value..<change.value + width]
            if new.contains(where: { $0 != 0 }) { packer.append(change.key, new) }
        }
        while try known.next() {
            while let change = changes.first, change.key < known.key { put(changes.removeFirst()) }
            var sums = try known.values(width: width)
            if let change = changes.first, change.key == known.key {
                changes.removeFirst()
                for index in sums.indices {
                    let (sum, isOver) = sums[index].addingReportingOverflow(values[change.value + index])
                    sums[index] = sum
                    if isOver { overflow = true }
                }
                if !sums.contains(where: { $0 != 0 }) { continue }
            }
            packer.append(known.key, sums)
        }
        for change in changes { put(change) }
        return overflow
    }
}
