// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How the model calls of the last hours went, by provider and hour of the local clock.
package struct ProviderHours: Hashable, Sendable {
    /// The calls to one provider within one hour.
    package struct Cell: Hashable, Sendable {
        /// The sums.
        package var sums = UsageSums()
        /// Calls by how they ended.
        package var statuses: [CallStatus: Int64] = [:]

        /// Calls that were refused because there were too many (HTTP 429).
        package var rateLimited: Int64 { statuses[.rateLimited] ?? 0 }
    }

    /// A provider, an hour each cell.
    package struct Row: Hashable, Sendable {
        /// Its name; nil where calls have none.
        package var provider: String?
        /// As many as there are hours.
        package var cells: [Cell]
        /// All of them together.
        package var totals: UsageSums { cells.reduce(into: UsageSums()) { $0 += $1.sums } }
    }

    /// First to last, without gaps. An hour that the clock repeats is one hour here, one that it skips has no calls.
    package let hours: [LocalHour]
    /// The provider with most calls first.
    package let rows: [Row]

    /// - Parameter rows: Of a question that groups by provider, hour and status; what lies in no hour is left out.
    package init(_ rows: [UsageRow], hours: [LocalHour]) {
        self.hours = hours
        let places = Dictionary(hours.enumerated().map { ($1, $0) }) { first, _ in first }
        var found: [String?: [Cell]] = [:]
        for row in rows where row.values.count == 3 {
            guard let place = row.values[1].hour.flatMap({ places[$0] }) else { continue }
            var cells = found[row.name] ?? Array(repeating: Cell(), count: hours.count)
            cells[place].sums += row.sums
            let status = row.values[2].text.flatMap(CallStatus.init) ?? .failed
            cells[place].statuses[status, default: 0] += row.sums.calls
            found[row.name] = cells
        }
        self.rows = found.map { Row(provider: $0, cells: $1) }.sorted { left, right in
            let calls = (left.totals.calls, right.totals.calls)
            return calls.0 == calls.1 ? (left.provider ?? "") < (right.provider ?? "") : calls.0 > calls.1
        }
    }
}

extension ProviderHours {
    /// More hours than a screen can show.
    private static let most = 168

    /// Asks a ledger; the sums come from rollups.
    ///
    /// - Parameters:
    ///   - hours: How many hours of the local clock, the present one last: 1 to 168.
    ///   - query: Its filters, zone and mode of cost count.
    /// - Throws: ``LedgerError``.
    package static func load(
        from reader: any UsageReader, _ query: UsageQuery, hours count: Int = 24, now: Timestamp
    ) async throws -> ProviderHours {
        let last = QuarterHour(containing: now)
        let present = LocalHour(last, in: query.zone).number
        let hours = (present - Int64(min(max(1, count), most) - 1)...present).map(LocalHour.init(number:))
        var first = last
        while let oldest = hours.first?.number {
            let before = QuarterHour(number: first.number - 1)
            guard LocalHour(before, in: query.zone).number >= oldest else { break }
            first = before
        }
        var query = query
        query.groupBy = [.provider, .hour, .status]
        query.window = Window(start: first.start, end: now.advanced(byMilliseconds: 1))
        return ProviderHours(try await reader.usage(query), hours: hours)
    }

    /// The grid: the more calls the stronger, failures marked.
    ///
    /// - Parameter id: Tells its pattern from those of others on the same page.
    package func grid(id: String) -> HeatGrid {
        let step = max(1, hours.count / 4)
        let columns = hours.enumerated().map { index, hour in
            // Midnight tells the day.
            index % step > 0
                ? "" : hour.hourOfDay == 0 ? DayText.short(hour.day) : "\(hour.hourOfDay.padded(to: 2)):00"
        }
        let rows = rows.map { row in
            let name = row.provider ?? "(none)"
            return HeatGrid.Row(
                name, zip(hours, row.cells).map { Self.cell($1, "\(name), \($0.day) \(Self.span($0))") })
        }
        return HeatGrid(rows, columns: columns, title: "Calls by provider and hour, failures marked", id: id)
    }

    private static func span(_ hour: LocalHour) -> String {
        "\(hour.hourOfDay.padded(to: 2)):00 to \((hour.hourOfDay + 1).padded(to: 2)):00"
    }

    private static func cell(_ cell: Cell, _ name: String) -> HeatGrid.Cell {
        guard cell.sums.calls > 0 else { return HeatGrid.Cell(0, tip: ChartTip([name, "no calls"])) }
        let failures = CallStatus.allCases.filter(\.isFailure).compactMap { status in
            cell.statuses[status].map { "\($0.groupedString) \(status.words)" }
        }
        return HeatGrid.Cell(
            cell.sums.calls,
            tip: ChartTip([
                name, UsageNotes.calls(cell.sums.calls),
                failures.isEmpty
                    ? "none failed"
                    : "\(cell.sums.failedCalls.groupedString) failed: \(failures.joined(separator: ", "))",
                ChartTip.cost(cell.sums),
            ]), isFailed: cell.sums.failedCalls > 0)
    }
}
