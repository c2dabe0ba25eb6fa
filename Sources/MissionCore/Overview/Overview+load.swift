// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Overview {
    /// Asks a ledger, each question once.
    ///
    /// - Parameters:
    ///   - zone: Whose days.
    ///   - days: How many days the range has, today included; nil for all days that the ledger holds.
    ///   - filters: For each dimension named, the values of which one must match.
    package static func load(
        from reader: any LedgerReader, zone: Zone, now: Timestamp, days: Int? = 30,
        filters: [Dimension: Set<String>] = [:], costMode: CostMode = .auto
    ) async throws -> Overview {
        let state = try await reader.state()
        let today = zone.day(of: now)
        let first = firstDay(of: days, today: today, state: state, zone: zone)
        var query = UsageQuery(filters: filters, zone: zone, costMode: costMode)

        let lastMonth = today.startOfMonth.advanced(by: -1).startOfMonth
        query.window = zone.window(from: min(first, lastMonth), through: today)
        query.groupBy = [.day, .model, .agent]
        let table = DayTable(try await reader.usage(query))

        var days = query
        days.window = zone.window(from: today.advanced(by: -Int64(SpendHistory.longest)), through: today)
        days.groupBy = [.day]
        let costs = DayCosts(try await reader.usage(days)).known

        // As many days as the profile of a day's hours wants; the last 24 hours are among them.
        query.window = HourProfile.window(today: today, zone: zone)
        query.groupBy = [.hour]
        let hours = try await reader.usage(query)

        query.groupBy = []
        query.window = zone.window(from: first, through: today)
        let sessions = try await reader.sessions(matching: query, limit: 10)
        query.window = .always
        let newest = try await reader.events(matching: query, after: nil, limit: 20)
        let recent = try await RecentUse.load(from: reader, now: now, filters: filters, costMode: costMode)

        return Overview(
            now: now, zone: zone, costMode: costMode,
            today: table.sums(today...today),
            yesterday: table.sums(today.advanced(by: -1)...today.advanced(by: -1)),
            thisMonth: table.sums(today.startOfMonth...today),
            lastMonth: table.sums(lastMonth...today.startOfMonth.advanced(by: -1)),
            forecast: Forecast(costs: costs, zone: zone, now: now, hours: HourProfile(hours)), recent: recent,
            daily: table.daily(first...today), hourly: hourly(hours, now: now, zone: zone),
            totals: table.sums(first...today), byModel: table.shares(\.model, first...today),
            byAgent: table.shares(\.agent, first...today), topSessions: sessions, newestCalls: newest, ledger: state)
    }

    private static func firstDay(of days: Int?, today: CivilDay, state: LedgerState, zone: Zone) -> CivilDay {
        if let days { return today.advanced(by: 1 - Int64(max(1, min(days, 36_600)))) }
        guard let extent = state.extent else { return today }
        return min(today, zone.day(of: extent.lowerBound.start))
    }

    private static func hourly(_ rows: [UsageRow], now: Timestamp, zone: Zone) -> [HourUsage] {
        let sums = rows.reduce(into: [LocalHour: UsageSums]()) { sums, row in
            if let hour = row.values.first?.hour { sums[hour, default: UsageSums()] += row.sums }
        }
        let current = LocalHour(QuarterHour(containing: now), in: zone).number
        return (current - 23...current).map { number in
            let hour = LocalHour(number: number)
            return HourUsage(hour: hour, sums: sums[hour] ?? UsageSums())
        }
    }
}

/// Sums by day, model and agent, from which the rest is added up.
private struct DayTable {
    struct Row {
        var day: CivilDay
        var model: String?
        var agent: String?
        var sums: UsageSums
    }

    let rows: [Row]
    let days: [CivilDay: UsageSums]

    init(_ rows: [UsageRow]) {
        self.rows = rows.compactMap { row in
            guard row.values.count == 3, let day = row.values[0].day else { return nil }
            return Row(day: day, model: row.values[1].text, agent: row.values[2].text, sums: row.sums)
        }
        days = self.rows.reduce(into: [:]) { $0[$1.day, default: UsageSums()] += $1.sums }
    }

    func sums(_ range: ClosedRange<CivilDay>) -> UsageSums {
        days.reduce(into: UsageSums()) { if range.contains($1.key) { $0 += $1.value } }
    }

    func daily(_ range: ClosedRange<CivilDay>) -> [DayUsage] {
        (range.lowerBound.number...range.upperBound.number).map { number in
            let day = CivilDay(number: number)
            return DayUsage(day: day, sums: days[day] ?? UsageSums())
        }
    }

    func shares(_ name: KeyPath<Row, String?>, _ range: ClosedRange<CivilDay>) -> [UsageShare] {
        var sums: [String?: UsageSums] = [:]
        for row in rows where range.contains(row.day) {
            sums[row[keyPath: name], default: UsageSums()] += row.sums
        }
        return sums.map { UsageShare(name: $0, sums: $1) }
            .mostExpensiveFirst(\.sums.costRank, name: \.displayName)
    }
}
