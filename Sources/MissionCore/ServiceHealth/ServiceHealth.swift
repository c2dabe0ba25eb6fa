// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How the calls to one service, or to all, went.
package struct ServiceHealth: Hashable, Sendable {
    /// Model calls.
    package private(set) var modelCalls: Int64 = 0
    /// Other requests.
    package private(set) var requests: Int64 = 0
    /// Calls by how they ended.
    private var byStatus: [CallStatus: Int64] = [:]
    private var timedCalls: Int64 = 0
    private var milliseconds: Int64 = 0
    /// How long the newest model calls took; nil where that is not known of any.
    package var latency: Latency?

    /// No calls.
    package init() {}

    /// Adds calls that ended alike.
    package static func += (left: inout ServiceHealth, right: ServiceOutcome) {
        switch right.kind {
        case .model: left.modelCalls = left.modelCalls.addingSaturating(right.calls)
        case .request: left.requests = left.requests.addingSaturating(right.calls)
        }
        left.byStatus[right.status, default: 0] = left[right.status].addingSaturating(right.calls)
        left.timedCalls = left.timedCalls.addingSaturating(right.timedCalls)
        left.milliseconds = left.milliseconds.addingSaturating(right.milliseconds)
    }

    /// Calls that ended so.
    package subscript(status: CallStatus) -> Int64 {
        byStatus[status] ?? 0
    }

    /// Model calls and requests.
    package var calls: Int64 { modelCalls.addingSaturating(requests) }

    /// Calls that brought no answer.
    package var failures: Int64 {
        CallStatus.allCases.filter(\.isFailure).reduce(0) { $0.addingSaturating(self[$1]) }
    }

    /// How many of a thousand calls were answered, rounded down so that 1000 means all; nil without calls.
    package var answeredPerMille: Int64? {
        calls > 0 ? Int64(clamping: Int128(calls - failures) * 1000 / Int128(calls)) : nil
    }

    /// How long a call took on average, in milliseconds; nil where no duration is known.
    package var meanMilliseconds: Int64? {
        timedCalls > 0 ? milliseconds / timedCalls : nil
    }
}

/// How calls to services went over some days: model calls by provider, and requests that scripts recorded.
package struct ServiceReport: Hashable, Sendable {
    /// The days.
    package var range: ReportRange
    /// All services together.
    package var totals: ServiceHealth
    /// Each service, the one with most failures first.
    package var services: [(name: String, health: ServiceHealth)] {
        byName.map { ($0.key, $0.value) }.sorted { left, right in
            (-left.1.failures, -left.1.calls, left.0) < (-right.1.failures, -right.1.calls, right.0)
        }
    }

    private var byName: [String: ServiceHealth]

    /// A report of what a ledger answered.
    package init(_ outcomes: [ServiceOutcome], range: ReportRange) {
        self.range = range
        totals = outcomes.reduce(into: ServiceHealth()) { $0 += $1 }
        byName = outcomes.reduce(into: [:]) { $0[$1.service, default: ServiceHealth()] += $1 }
    }

    /// Asks the ledger; without days about the last seven.
    package static func load(
        from reader: any LedgerReader, since: CivilDay?, until: CivilDay?, zone: Zone, now: Timestamp
    ) async throws -> ServiceReport {
        let last = until ?? zone.day(of: now)
        let range = ReportRange(since: since ?? last.advanced(by: -6), until: last, zone: zone)
        if let since, since > last { throw ReportError.emptyRange(since: since, until: last) }
        var report = ServiceReport(try await reader.serviceOutcomes(in: range.window), range: range)
        let newest = try await reader.events(
            matching: UsageQuery(window: range.window), after: nil, limit: Latency.sample)
        report.time(newest.map(\.event))
        return report
    }

    /// Takes durations from calls.
    private mutating func time(_ calls: [UsageEvent]) {
        let timed = calls.filter { $0.durationMilliseconds != nil }
        totals.latency = Latency(timed.compactMap(\.durationMilliseconds))
        for (name, calls) in Dictionary(grouping: timed, by: \.attribution.provider) {
            byName[name]?.latency = Latency(calls.compactMap(\.durationMilliseconds))
        }
    }
}
