// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns a question into SQL over `events` or `day_sums`, which have the same names for what is asked.
struct QueryText: Sendable {
    let query: UsageQuery

    /// Whether the question can have an answer.
    var isEmpty: Bool { query.window.start >= query.window.end }

    /// The window, to the quarter hour, as milliseconds.
    var span: Range<Int64> {
        let window = query.window.wideningToQuarterHours
        return window.start.milliseconds..<max(window.start.milliseconds, window.end.milliseconds)
    }

    /// Which rows, apart from their time.
    var filters: Statement {
        var conditions: [Statement] = query.includeSynthetic ? [] : ["is_synthetic = 0"]
        for (dimension, wanted) in query.filters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard dimension.granularity == nil else { continue }
            // An empty text is no key.
            let values = wanted.filter { !$0.isEmpty }.sorted()
            conditions.append(values.isEmpty ? "0" : Self.condition(dimension, values))
        }
        return conditions.isEmpty ? "1" : conditions.joined(" AND ")
    }

    /// The keys, in the order of `groupBy`; keys of time as numbers of local hours or days.
    ///
    /// - Parameter moment: SQL for the time in milliseconds.
    func keys(moment: String) -> [String] {
        query.groupBy.map { dimension in
            guard let granularity = dimension.granularity else { return Self.key(dimension) }
            return bucket(granularity == .hour ? 3600 : 86_400, moment)
        }
    }

    /// The text of a key in an answer; nil where there is none.
    func key(_ field: TabSeparatedRows.Field, _ dimension: Dimension) -> String? {
        switch dimension.granularity {
        case nil: field.text.isEmpty ? nil : field.text
        case .hour: field.number.map { LocalHour(number: $0).description }
        case .day: field.number.map { CivilDay(number: $0).description }
        case .week: field.number.map { CivilDay(number: $0).startOfWeek.description }
        case .month: field.number.map { CivilDay(number: $0).monthDescription }
        }
    }

    /// Whether whole days of UTC are whole days of the question's zone, or it does not ask for any.
    var hasDaysOfUTC: Bool {
        switch query.granularity {
        case nil: true
        case .hour: false
        default: offsets.allSatisfy { $0.seconds == 0 }
        }
    }

    private var offsets: [(from: Timestamp, seconds: Int64)] { query.zone.offsets(in: query.window) }

    /// The number of a local hour or day: of its quarter hour, as a zone that changes within one changes behind it.
    private func bucket(_ seconds: Int64, _ moment: String) -> String {
        let quarter = "intDiv(\(moment), 900000)"
        let stretches = offsets
        var offset = "\(stretches.last?.seconds ?? 0)"
        for (stretch, next) in zip(stretches, stretches.dropFirst()).reversed() {
            let end = (next.from.milliseconds + 899_999).floorDivided(by: 900_000)
            offset = "if(\(quarter) < \(end), \(stretch.seconds), \(offset))"
        }
        return "intDiv(\(quarter) * 900 + \(offset), \(seconds))"
    }

    private static func key(_ dimension: Dimension) -> String {
        switch dimension {
        case .model: "concat(provider, '/', model)"
        case .recordedModel: "concat(recorded_provider, '|', recorded_model)"
        case .agent: "agent_name"
        case .session: "session_key"
        case .sessionKind: "session_kind"
        case .taskType: "task_type"
        case .hour, .day, .week, .month, .provider, .cron, .channel, .harness, .machine, .gateway, .account, .project,
            .caller, .source, .status:
            dimension.rawValue
        }
    }

    private static func condition(_ dimension: Dimension, _ values: [String]) -> Statement {
        let names = [key(dimension)] + otherNames(dimension)
        let conditions: [Statement] = names.map { "\(sql: $0) IN \(values: values)" }
        return "(\(conditions.joined(" OR ")))"
    }

    /// What else a call answers to.
    private static func otherNames(_ dimension: Dimension) -> [String] {
        let bare = "arrayElement(arrayFilter(part -> part != '', splitByChar('/', model)), -1)"
        return switch dimension {
        case .agent: ["program"]
        case .session: ["session_id", "if(has_owner = 1, owner_id, session_id)", "agent_key"]
        case .model: [bare, "concat(provider, '/', \(bare))"]
        default: []
        }
    }
}
