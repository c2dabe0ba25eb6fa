// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageBlock {
    /// The window that goes on now; nil when none does.
    ///
    /// Where it begins follows from all windows before it, back to the last pause that is longer than one. The quarter hours in
    /// which there are calls tell nearly all of that, so that only its own calls are read.
    ///
    /// - Throws: ``LedgerError``.
    package static func active(
        from reader: any UsageReader, now: Timestamp, costMode: CostMode = .auto
    ) async throws -> UsageBlock? {
        let called = try await quartersSincePause(reader, now: now)
        guard let first = called.first else { return nil }
        var begin = hour(of: first)
        // A call at the very end of a window belongs to it, also where the next window begins in the same hour.
        var leavesOutBegin = false
        while begin + hours <= now.milliseconds.floorDivided(by: 3_600_000) {
            let end = (begin + hours) * 4
            guard let next = called[at(end, in: called)...].first else { return nil }
            (begin, leavesOutBegin) = (hour(of: next), next == end)
            guard next == end else { continue }
            let later = called[at(end + 1, in: called)...].first
            if let later, hour(of: later) == begin { continue }
            if try await hasLateCall(in: QuarterHour(number: end), reader, now: now) { continue }
            guard let later else { return nil }
            (begin, leavesOutBegin) = (hour(of: later), false)
        }
        return try await block(
            at: start(of: begin), leavesOutBegin, reader, now: now, costMode)
    }

    private static func hour(of quarter: Int64) -> Int64 { quarter.floorDivided(by: 4) }

    /// Where the first of some quarter hours stands that is not before another; behind the last where there is none.
    private static func at(_ quarter: Int64, in quarters: ArraySlice<Int64>) -> Int {
        var (low, high) = (quarters.startIndex, quarters.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if quarters[middle] < quarter { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// How many days back a pause is looked for; then in all days.
    private static let horizons: [Int64?] = [1, 4, 16, nil]

    /// The quarter hours since 1970 that have calls, first to last, from the last pause on that is surely longer than a window.
    private static func quartersSincePause(_ reader: any UsageReader, now: Timestamp) async throws -> ArraySlice<Int64>
    {
        let first = try await reader.state().extent?.lowerBound.start
        for days in horizons {
            let since = days.map { now.advanced(byMilliseconds: -$0 * 86_400_000) } ?? Window.always.start
            let called = try await reader.calledQuarters(
                in: Window(start: since, end: now.advanced(byMilliseconds: 1)).wideningToQuarterHours
            ).map(\.number)
            // Calls are further apart than what lies between their quarter hours.
            if let pause = called.indices.dropFirst().last(where: { called[$0] - called[$0 - 1] > hours * 4 }) {
                return called[pause...]
            }
            if called.isEmpty || days == nil || first.map({ since <= $0 }) ?? true { return called[...] }
        }
        return []
    }

    /// Whether a quarter hour has a call until now that is not at its very beginning.
    private static func hasLateCall(
        in quarter: QuarterHour, _ reader: any UsageReader, now: Timestamp
    ) async throws -> Bool {
        let start = quarter.start
        let end = min(start.advanced(byMilliseconds: 900_000), now.advanced(byMilliseconds: 1))
        let query = UsageQuery(window: Window(start: start, end: end).wideningToQuarterHours)
        var cursor: EventCursor?
        // The newest comes first: it decides, unless it is of the time after now. Of such there can be many, where a clock is wrong.
        let limit = 500
        while true {
            let page = try await reader.events(matching: query, after: cursor, limit: limit).map(\.event)
            if let call = page.first(where: { $0.at < end }) { return call.at > start }
            guard page.count == limit, let last = page.last else { return false }
            cursor = EventCursor(at: last.at, id: last.id)
        }
    }

    /// The window that begins at an hour. Of its calls those of the first hour and of the present quarter hour are read; what
    /// lies between is added up.
    private static func block(
        at start: Timestamp, _ leavesOutBegin: Bool, _ reader: any UsageReader, now: Timestamp, _ costMode: CostMode
    ) async throws -> UsageBlock? {
        let end = now.advanced(byMilliseconds: 1)
        let hourEnd = start.advanced(byMilliseconds: 3_600_000)
        let between = Window(start: hourEnd, end: max(hourEnd, QuarterHour(containing: now).start))
        var builder = BlockBuilder(hours: hours, costMode: costMode)
        for call in try await calls(in: Window(start: start, end: min(hourEnd, end)), reader)
        where call.at > start || !leavesOutBegin { builder.add(call) }
        if between.start < between.end {
            if builder.blocks.isEmpty {
                for call in try await calls(in: between, reader) { builder.add(call) }
            } else {
                try await add(between, to: &builder, reader, costMode)
            }
        }
        for call in try await calls(in: Window(start: between.end, end: max(between.end, end)), reader) {
            builder.add(call)
        }
        return builder.blocks.last.flatMap { $0.isActive(at: now) ? $0 : nil }
    }

    /// Single calls, first to last.
    private static func calls(in window: Window, _ reader: any UsageReader) async throws -> [UsageEvent] {
        var calls: [UsageEvent] = []
        guard window.start < window.end else { return [] }
        try await reader.forEachEvent(matching: UsageQuery(window: window.wideningToQuarterHours)) { record in
            if window.contains(record.event.at) { calls.append(record.event) }
        }
        return calls.reversed()
    }

    /// Adds the sums of whole quarter hours to the block that is open; calls are read where several models were called first in
    /// one hour.
    private static func add(
        _ window: Window, to builder: inout BlockBuilder, _ reader: any UsageReader, _ costMode: CostMode
    ) async throws {
        let query = UsageQuery(window: window, groupBy: [.hour, .model], costMode: costMode)
        let rows = try await reader.usage(query)
        guard let last = try await lastCall(in: window, reader) else { return }
        var models = builder.blocks.last?.models ?? []
        let byHour = Dictionary(grouping: rows) { $0.values.first?.hour?.number ?? 0 }
        for (hour, rows) in byHour.sorted(by: { $0.key < $1.key }) {
            var new = Set(rows.compactMap { $0.values.last?.text }).subtracting(models)
            if new.count > 1 {
                let span = Window(start: start(of: hour), end: start(of: hour + 1)).clamped(to: window)
                for call in try await calls(in: span, reader) where !call.isSynthetic {
                    if let model = new.remove(call.attribution.modelName) { models.append(model) }
                }
            }
            models += new.sorted()
        }
        builder.add(rows.reduce(into: UsageSums()) { $0 += $1.sums }, models: models, lastCall: last)
    }

    private static func lastCall(in window: Window, _ reader: any UsageReader) async throws -> Timestamp? {
        var cursor: EventCursor?
        let query = UsageQuery(window: window)
        while let call = try await reader.events(matching: query, after: cursor, limit: 1).first?.event {
            if !call.isSynthetic { return call.at }
            cursor = EventCursor(at: call.at, id: call.id)
        }
        return nil
    }

    private static func start(of hour: Int64) -> Timestamp { Timestamp(milliseconds: hour * 3_600_000) }
}
