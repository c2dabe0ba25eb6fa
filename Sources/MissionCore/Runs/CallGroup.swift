// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Calls of one conversation to one model that ended alike, within a quarter hour, with less than ``RunGroup/gap`` from one
/// to the next: one call, or as many as a ledger can tell of at once.
package struct CallGroup: Hashable, Sendable {
    /// The conversation that the calls count for.
    package var session: SessionFacts
    /// The scheduled job that they were for.
    package var cronJob: String?
    /// The model, as `provider/model`.
    package var model: String
    /// How they ended.
    package var status: CallStatus
    /// When the first one was written down.
    package var first: Timestamp
    /// When the last one was written down.
    package var last: Timestamp
    /// How long the first one took, in milliseconds, where known.
    package var firstDuration: Int64?
    /// Their sums, as every mode of cost counts.
    package var sums: UsageSums

    package init(
        session: SessionFacts, cronJob: String?, model: String, status: CallStatus, first: Timestamp, last: Timestamp,
        firstDuration: Int64?, sums: UsageSums
    ) {
        self.session = session
        self.cronJob = cronJob
        self.model = model
        self.status = status
        self.first = first
        self.last = last
        self.firstDuration = firstDuration
        self.sums = sums
    }

    init(_ record: RecordedEvent) {
        let event = record.event
        self.init(
            session: record.session, cronJob: event.attribution.cronJob ?? record.session.cronJob,
            model: event.attribution.modelName, status: event.status, first: event.at,
            last: event.at, firstDuration: event.durationMilliseconds, sums: UsageSums(event))
    }
}

extension UsageReader {
    /// The calls that match, one by one.
    package func callGroups(matching query: UsageQuery) async throws -> [CallGroup] {
        try await callGroupsOfCalls(matching: query)
    }

    /// The same, for ledgers that have another way for most questions.
    package func callGroupsOfCalls(matching query: UsageQuery) async throws -> [CallGroup] {
        var groups: [CallGroup] = []
        try await forEachEvent(matching: query) { groups.append(CallGroup($0)) }
        return groups
    }
}

/// Calls whose groups cannot tell to which run they belong or which of them was the first or the last.
struct UnclearGroups {
    struct Place: Hashable {
        var session: SessionID
        var job: String?
        var quarter: QuarterHour

        init(_ group: CallGroup) {
            session = group.session.session
            job = group.cronJob
            quarter = QuarterHour(containing: group.last)
        }
    }

    private(set) var places: Set<Place> = []

    /// - Parameter groups: Those that ended last first.
    init(_ groups: [CallGroup], _ told: ToldCronRuns) {
        var ends: [Place: [Timestamp: CallGroup]] = [:]
        for group in groups where group.sums.calls > 1 {
            let place = Place(group)
            if told.cut(group) { places.insert(place) }
            ends[place] = [:]
        }
        if ends.isEmpty { return }
        for group in groups {
            let place = Place(group)
            guard var known = ends[place], !places.contains(place) else { continue }
            for end in Set([group.first, group.last]) {
                if let other = known[end], other.sums.calls > 1 || group.sums.calls > 1 { places.insert(place) }
                known[end] = group
            }
            ends[place] = known
        }
    }

    /// Beyond so many all calls are read one by one instead.
    static let limit = 100
}

extension UsageReader {
    /// The calls of scheduled jobs that match, those that ended last first, in groups that belong to one run each.
    func runCalls(matching query: UsageQuery, _ told: ToldCronRuns) async throws -> [CallGroup] {
        let groups = try await callGroups(matching: query)
        let unclear = UnclearGroups(groups, told).places
        if unclear.isEmpty { return groups }
        if unclear.count > UnclearGroups.limit { return try await callGroupsOfCalls(matching: query) }
        var clear = groups.filter { !unclear.contains(UnclearGroups.Place($0)) }
        for place in unclear {
            var one = query
            let next = QuarterHour(number: place.quarter.number + 1)
            one.window = Window(start: place.quarter.start, end: next.start)
            one.filters[.session] = [place.session.id]
            clear += try await callGroupsOfCalls(matching: one).filter { UnclearGroups.Place($0) == place }
        }
        let order = clear.indices.sorted { (clear[$1].last, $0) < (clear[$0].last, $1) }
        return order.map { clear[$0] }
    }
}
