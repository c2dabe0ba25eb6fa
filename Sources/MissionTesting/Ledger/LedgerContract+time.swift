// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let time = [
        Rule("adjacent windows add up") { make in
            let ledger = try await make()
            var random = RandomEvents(seed: 3, window: week)
            _ = try await ledger.append(random.batch(events: 150))
            var sum = UsageSums()
            var start = week.start
            while start < week.end {
                let end = min(start.advanced(byMilliseconds: 105 * 60_000), week.end)
                sum += try await ledger.total(UsageQuery(window: Window(start: start, end: end)))
                start = end
            }
            try expect(sum, equals: try await ledger.total(UsageQuery()), "sum of windows")
        },
        Rule("a window holds its start and not its end, to the quarter hour") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)))
            let minute: Int64 = 60_000
            for (from, to, calls) in [
                (0, 15, 1), (-15, 0, 0), (15, 30, 0), (7, 8, 1), (0, 0, 0), (-5, 1, 1), (14, 30, 1),
            ] {
                let window = Window(
                    start: Fixtures.noon.advanced(byMilliseconds: Int64(from) * minute),
                    end: Fixtures.noon.advanced(byMilliseconds: Int64(to) * minute))
                let query = UsageQuery(window: window)
                try expect(try await ledger.total(query).calls, equals: Int64(calls), "minutes \(from) to \(to)")
                let page = try await ledger.events(matching: query, after: nil, limit: 9)
                try expect(page.count, equals: calls, "page, minutes \(from) to \(to)")
            }
        },
        Rule("local days and hours add up to the total and lie where the zone puts them") { make in
            for zone in try LedgerContract.zones() {
                let ledger = try await make()
                let events = LedgerContract.aroundTransitions()
                _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
                let total = try await ledger.total(UsageQuery())
                for dimension in [Dimension.hour, .day, .week, .month] {
                    let rows = try await ledger.usage(UsageQuery(groupBy: [dimension], zone: zone))
                    var sum = UsageSums()
                    for row in rows { sum += row.sums }
                    try expect(sum, equals: total, "sum by \(dimension) in \(zone.name)")
                }
                var days: [String: Int64] = [:]
                for event in events { days[zone.day(of: event.at).description, default: 0] += 1 }
                let rows = try await ledger.usage(UsageQuery(groupBy: [.day], zone: zone))
                for row in rows {
                    let day = row.keys[0] ?? ""
                    try expect(row.sums.calls, equals: days[day] ?? 0, "calls on \(day) in \(zone.name)")
                }
            }
        },
        Rule("a local day's window and its row agree") { make in
            for zone in try LedgerContract.zones() {
                let ledger = try await make()
                let events = LedgerContract.aroundTransitions()
                _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
                for row in try await ledger.usage(UsageQuery(groupBy: [.day], zone: zone)) {
                    guard let day = row.keys[0].flatMap(CivilDay.init) else { continue }
                    let window = zone.window(from: day, through: day)
                    let total = try await ledger.total(UsageQuery(window: window))
                    try expect(total, equals: row.sums, "\(day) in \(zone.name)")
                }
            }
        },
        Rule("clocks that go back give a day of 25 hours, and the repeated hour one row") { make in
            let ledger = try await make()
            // 26 October 2025 in Berlin: 00:00Z and 01:00Z are both 02:00 local time.
            let midnight = Timestamp(seconds: 1_761_436_800)
            let events = (-2..<23).map { hour in
                Fixtures.event(hour, at: midnight.advanced(byMilliseconds: Int64(hour) * 3_600_000))
            }
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
            guard let berlin = Zone(named: "Europe/Berlin") else {
                throw ContractViolation(description: "no time zone data")
            }
            let days = try await ledger.usage(UsageQuery(groupBy: [.day], zone: berlin))
            try expect(days.map(\.keys), equals: [["2025-10-26"]], "days")
            try expect(days.map(\.sums.calls), equals: [25], "calls")
            let hours = try await ledger.usage(UsageQuery(groupBy: [.hour], zone: berlin))
            try expect(hours.count, equals: 24, "hours")
            try expect(hours[2].keys, equals: ["2025-10-26T02:00"], "the repeated hour")
            try expect(hours[2].sums.calls, equals: 2, "its calls")
        },
    ]

    /// Zones with one hour, half an hour, three quarters and a whole day of trouble.
    private static func zones() throws -> [Zone] {
        let names = [
            "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia",
            "America/St_Johns", "Europe/Istanbul", "Asia/Pyongyang", "Europe/Moscow",
        ]
        let zones = names.compactMap(Zone.init(named:))
        try expect(zones.count, equals: names.count, "time zones that this computer knows")
        return zones + [.utc]
    }

    /// A call every 50 minutes for four days around moments at which one of the zones changes.
    private static func aroundTransitions() -> [UsageEvent] {
        // Spring and autumn 2026 in Europe, America and Lord Howe, the skipped day in Samoa 2011, new offsets in
        // Turkey (2016), North Korea (2015) and Russia (2014).
        let moments: [Int64] = [
            1_774_746_000, 1_792_890_000, 1_772_953_200, 1_793_512_800, 1_775_314_800, 1_791_039_600, 1_325_239_200,
            1_473_195_600, 1_439_564_400, 1_414_274_400, 1_301_758_200,
        ]
        let offsets = moments.flatMap { moment in (0..<115).map { moment - 172_800 + Int64($0) * 3000 } }
        return offsets.enumerated().map { Fixtures.event($0 + 1, at: Timestamp(seconds: $1)) }
    }
}
