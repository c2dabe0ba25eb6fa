// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Blocks of some hours, as people with a plan count what they use.
package struct BlockUsage: Sendable {
    /// What is asked beyond days and filters.
    package struct Options: Hashable, Sendable {
        /// How many hours a block has.
        package var hours: Int64
        /// Only the block that goes on now.
        package var isActiveOnly: Bool
        /// Tokens that a block may have.
        package var limit: Limit?

        package init(hours: Int64 = UsageBlock.hours, isActiveOnly: Bool = false, limit: Limit? = nil) {
            self.hours = hours
            self.isActiveOnly = isActiveOnly
            self.limit = limit
        }
    }

    /// Tokens that a block may have.
    package enum Limit: Hashable, Sendable {
        /// So many.
        case tokens(Int64)
        /// As many as the largest block that has ended had.
        case largest
    }

    /// How much of a limit a block uses.
    package struct LimitUse: Hashable, Sendable {
        /// The limit, in tokens.
        package var limit: Int64
        /// Tokens that the block will have had.
        package var projected: Int64
        /// Hundredths of a percent, rounded down.
        package var usedHundredths: Int64

        /// `ok`, from 80 % on `warning`, beyond the limit `exceeds`.
        package var word: String {
            projected > limit ? "exceeds" : usedHundredths > 8_000 ? "warning" : "ok"
        }
    }

    /// The days on which the blocks begin.
    package var range: ReportRange
    /// The blocks and gaps, first to last.
    package var blocks: [UsageBlock]
    /// When that was asked.
    package var now: Timestamp
    /// What was asked.
    package var options: Options
    /// Which cost counts.
    package var costMode: CostMode
    /// Tokens that a block may have; nil where nothing limits it.
    package var limit: Int64?
    /// The sums over the blocks.
    package var totals: UsageSums
    /// What else must be said.
    package var warnings: [String]

    /// Chooses among blocks.
    ///
    /// - Parameter all: Blocks and gaps, first to last.
    package init(
        _ all: [UsageBlock], range: ReportRange, now: Timestamp, options: Options = Options(),
        costMode: CostMode = .auto,
        limit rows: Int? = nil, direction: SortDirection? = nil, warnings: [String] = []
    ) {
        let window = range.window
        var shown = all.filter { window.contains($0.start) && (!options.isActiveOnly || $0.isActive(at: now)) }
        self.limit =
            switch options.limit {
            case nil: nil
            case .tokens(let count): count
            case .largest:
                all.filter { !$0.isActive(at: now) }.map(\.sums.tokens.total).max().flatMap { $0 > 0 ? $0 : nil }
            }
        totals = shown.reduce(into: UsageSums()) { $0 += $1.sums }
        if direction == .descending { shown.reverse() }
        blocks = rows.map { Array(shown.prefix(max(0, $0))) } ?? shown
        self.warnings = UsageNotes(totals, costMode: costMode).sentences + warnings
        if blocks.count < shown.count {
            self.warnings.append("\(blocks.count.groupedString) of \(shown.count.groupedString) rows are shown.")
        }
        self.range = range
        self.now = now
        self.options = options
        self.costMode = costMode
    }

    /// The block that goes on; nil when none does.
    package var active: UsageBlock? {
        blocks.first { $0.isActive(at: now) }
    }

    /// How much of the limit a block uses, or will have used when it ends; nil without a limit.
    package func use(_ block: UsageBlock) -> LimitUse? {
        guard let limit, limit > 0, !block.isGap else { return nil }
        let tokens = block.projection(at: now)?.tokens ?? block.sums.tokens.total
        return LimitUse(
            limit: limit, projected: tokens, usedHundredths: Int64(clamping: Int128(tokens) * 10_000 / Int128(limit)))
    }

    /// Asks a ledger.
    ///
    /// Where a block begins depends on the calls before it, back to the last pause that is longer than one. So reading
    /// begins there, day by day, and ends with the first such pause behind the range.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    package static func load(
        from reader: any LedgerReader, _ request: ReportRequest, now: Timestamp, options: Options = Options()
    ) async throws -> BlockUsage {
        let range = try request.range()
        var query = try request.query()
        query.includeSynthetic = false
        query.window = .always
        query.zone = .utc
        query.groupBy = [.hour]
        let hours = try await reader.usage(query).compactMap { $0.values.first?.hour?.number }
        query.groupBy = []
        var builder = BlockBuilder(hours: options.hours, costMode: request.costMode)
        // The largest block of all may be anywhere.
        let window = options.limit == .largest ? Window.always : range.window
        for day in days(of: hours, window, pause: options.hours) {
            query.window = day
            // A day's calls come newest first.
            var calls: [UsageEvent] = []
            try await reader.forEachEvent(matching: query) { calls.append($0.event) }
            for call in calls.reversed() { builder.add(call) }
        }
        return BlockUsage(
            builder.blocks, range: range, now: now, options: options, costMode: request.costMode, limit: request.limit,
            direction: request.direction, warnings: try await UnmatchedFilters.notes(request.filters, from: reader))
    }

    /// The days of UTC to read, first to last: those that have calls among the given hours, from the last long pause before a
    /// window on until the first one behind it, and the hour that ends that.
    static func days(of hours: [Int64], _ window: Window, pause: Int64) -> [Window] {
        guard let first = hours.firstIndex(where: { ($0 + 1) * 3_600_000 > window.start.milliseconds }) else {
            return []
        }
        // Two hours may be as far apart as their difference and one.
        func isPause(before index: Int) -> Bool { hours[index] - hours[index - 1] > pause + 1 }
        var (begin, end) = (first, first)
        while begin > 0, !isPause(before: begin) { begin -= 1 }
        // The last call before the pause tells when that began, which may be in the window.
        begin = max(0, begin - 1)
        while end < hours.count, hours[end] * 3_600_000 < window.end.milliseconds { end += 1 }
        while end > 0, end < hours.count, !isPause(before: end) { end += 1 }
        let wanted = hours[begin..<min(hours.count, end + 1)]
        guard let from = wanted.first, let to = wanted.last else { return [] }
        let span = Window(
            start: Timestamp(milliseconds: from * 3_600_000), end: Timestamp(milliseconds: (to + 1) * 3_600_000))
        let days = Set(wanted.map { $0.floorDivided(by: 24) }).sorted()
        return days.map { day in
            Window(
                start: Timestamp(milliseconds: day * 86_400_000), end: Timestamp(milliseconds: (day + 1) * 86_400_000)
            ).clamped(to: span)
        }
    }
}
