// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What the hours of a week cost on average: one cell for each weekday and hour of the local clock.
package struct WeekHourUsage: Hashable, Sendable {
    /// All hours that are the same weekday and hour.
    package struct Cell: Hashable, Sendable {
        /// The sums over all of them.
        package var sums = UsageSums()
        /// How many quarters of such hours there were. An hour that the clock skips is not among them, one that it repeats is
        /// twice.
        package var quarters: Int64 = 0

        /// What such an hour cost on average; nothing where none occurred.
        package var average: KnownAmount {
            guard quarters > 0 else { return KnownAmount(nil) }
            return sums.knownAmount.map { cost in
                let scaled = (Int128(cost.nanodollars) * 4).dividedHalfEven(by: Int128(quarters))
                return Money(nanodollars: Int64(clamping: scaled))
            }
        }
    }

    /// The hours that it covers.
    package let window: Window
    /// Monday first, midnight first.
    package private(set) var days: [[Cell]]

    /// - Parameters:
    ///   - rows: Of a question that groups by hour, over this window in this zone.
    ///   - window: Up to the present at most: hours to come have not occurred.
    package init(_ rows: [UsageRow], window: Window, zone: Zone) {
        self.window = window
        var cells = Array(repeating: Cell(), count: Self.hours)
        for row in rows {
            if let hour = row.values.first?.hour { cells[Self.place(hour.number)].sums += row.sums }
        }
        let end = QuarterHour(containing: window.end.advanced(byMilliseconds: 899_999)).number
        var stretches = zone.offsets(in: window).map { ($0.seconds, QuarterHour(containing: $0.from).number) }
        stretches.append((0, end))
        for (stretch, next) in zip(stretches, stretches.dropFirst()) where stretch.1 < next.1 {
            for quarter in stretch.1..<next.1 {
                cells[Self.place((quarter * 900 + stretch.0).floorDivided(by: 3600))].quarters += 1
            }
        }
        days = (0..<7).map { Array(cells[$0 * 24..<$0 * 24 + 24]) }
    }

    private static let hours = 7 * 24

    /// 1970-01-01 was a Thursday.
    private static func place(_ hour: Int64) -> Int {
        let shifted = hour + 3 * 24
        return Int(shifted - shifted.floorDivided(by: Int64(hours)) * Int64(hours))
    }
}

extension WeekHourUsage {
    /// Asks a ledger; the sums come from rollups.
    ///
    /// - Parameter query: Its window, filters, zone and mode of cost count. Hours before the first day with calls and after now
    ///   would only thin the averages and are left out.
    /// - Throws: ``LedgerError``.
    package static func load(
        from reader: any UsageReader, _ query: UsageQuery, now: Timestamp
    ) async throws -> WeekHourUsage {
        var query = query
        query.groupBy = [.hour]
        let first = try await reader.state().extent.map {
            query.zone.start(of: query.zone.day(of: $0.lowerBound.start))
        }
        let known = Window(start: first ?? now, end: now.advanced(byMilliseconds: 1))
        query.window = query.window.clamped(to: known)
        return WeekHourUsage(try await reader.usage(query), window: query.window, zone: query.zone)
    }

    /// The grid.
    ///
    /// - Parameter id: Tells its pattern from those of others on the same page.
    package func grid(id: String) -> HeatGrid {
        let rows = zip(Weekday.allCases, days).map { weekday, cells in
            HeatGrid.Row(
                String(weekday.title.prefix(3)),
                cells.enumerated().map { hour, cell in Self.cell(cell, "\(weekday.title), \(Self.span(hour))") })
        }
        let columns = (0..<24).map { $0 % 6 == 0 ? "\(Int64($0).padded(to: 2)):00" : "" }
        return HeatGrid(rows, columns: columns, title: "Cost by weekday and hour, on average", id: id)
    }

    private static func span(_ hour: Int) -> String {
        "\(Int64(hour).padded(to: 2)):00 to \(Int64(hour + 1).padded(to: 2)):00"
    }

    private static func cell(_ cell: Cell, _ name: String) -> HeatGrid.Cell {
        guard cell.quarters > 0 else { return HeatGrid.Cell(nil, tip: ChartTip([name, "no such hour yet"])) }
        let average = cell.average
        let mean = average.money.map { "\($0.exactText) an hour on average" }
        let hours = (cell.quarters + 3) / 4
        return HeatGrid.Cell(
            average.money?.nanodollars,
            tip: ChartTip([
                name, mean ?? "cost unknown",
                "\(UsageNotes.calls(cell.sums.calls)) in \(hours == 1 ? "1 hour" : "\(hours.groupedString) hours")",
                mean == nil ? nil : ChartTip.cost(cell.sums) + " in total",
            ]), isPartial: average.money == nil || average.isPartial)
    }
}

extension Weekday {
    /// `Monday`.
    package var title: String { name.prefix(1).uppercased() + name.dropFirst() }
}
