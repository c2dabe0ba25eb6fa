// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A parameter of a query: what callers are told about it, and what requests are checked by.
struct QueryParameter: Hashable, Sendable {
    /// Its name.
    let name: String
    /// What it is for, in one sentence.
    var summary: String
    /// What a value is.
    var schema: Schema
    /// Whether it may be given several times.
    var isRepeatable = false
    /// Whether nothing is answered without it.
    var isRequired = false
    /// A value that means something.
    var example: String?
    /// The whole numbers that it may be, where it is one.
    private(set) var range: ClosedRange<Int>?
    /// What counts where it is absent.
    private(set) var standard: Int?

    init(_ name: String, _ summary: String, _ schema: Schema, isRepeatable: Bool = false, isRequired: Bool = false) {
        self.name = name
        self.summary = summary
        self.schema = schema
        self.isRepeatable = isRepeatable
        self.isRequired = isRequired
    }

    /// A whole number.
    ///
    /// - Parameter standard: What counts where it is absent; nil for nothing in particular.
    init(_ name: String, _ summary: String, _ range: ClosedRange<Int>, default standard: Int? = nil) {
        let bounds = Int64(range.lowerBound)...Int64(range.upperBound)
        self.init(name, summary, .integer(bounds, default: standard.map(Int64.init)))
        self.range = range
        self.standard = standard
    }
}

/// Parameters that several routes have; they mean the same everywhere.
extension QueryParameter {
    static let zone = QueryParameter(
        "tz", "The IANA time zone whose days are meant; the server's where it is absent.",
        .timeZone)
    static let date = QueryParameter("date", "One local day; instead of `since` and `until`.", .queryDay)
    static let since = QueryParameter("since", "The first local day.", .queryDay)
    static let until = QueryParameter("until", "The last local day, included.", .queryDay)
    static let cost = QueryParameter(
        "cost", "Which cost counts: what was billed or recorded, else the list price (`auto`); one of the two alone.",
        .oneOf(CostMode.self))
    static let synthetic = QueryParameter(
        "include_synthetic", "Whether rows that are no calls of a model are included.", .flag)

    /// At most so many rows.
    static func limit(upTo maximum: Int, default standard: Int? = nil) -> QueryParameter {
        QueryParameter("limit", "At most so many rows; totals cover all of them.", 1...maximum, default: standard)
    }

    /// Where a page begins.
    static func after(_ pattern: String) -> QueryParameter {
        QueryParameter("after", "The `next` of the page before.", .string(pattern))
    }

    /// Filters: of each, calls must have one of the values.
    static func filters(_ dimensions: [Dimension] = ReportRoutes.filters) -> [QueryParameter] {
        dimensions.map { dimension in
            QueryParameter(
                dimension.rawValue, "Only calls of this \(dimension.title.lowercased()); several may be named.",
                .queryText, isRepeatable: true)
        }
    }

    /// The formats in which an answer is written.
    static func format(_ formats: [OutputFormat]) -> QueryParameter {
        QueryParameter("format", "The answer's format; JSON where it is absent.", .oneOf(formats.map(\.rawValue)))
    }
}

extension Schema {
    /// A day as queries name it.
    fileprivate static let queryDay = Schema.component(
        "QueryDay",
        .value([
            JSONMember(key: "type", value: "string"), JSONMember(key: "format", value: "date"),
            JSONMember(key: "pattern", value: #"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"#),
        ]))
    /// The name of a time zone.
    static let timeZone = Schema.component(
        "TimeZone",
        .value([
            JSONMember(key: "type", value: "string"), JSONMember(key: "format", value: "iana-time-zone"),
            JSONMember(key: "minLength", value: 1),
        ]))
    /// Text without the character NUL.
    static let queryText = Schema.value([
        JSONMember(key: "type", value: "string"), JSONMember(key: "minLength", value: 1),
        JSONMember(key: "pattern", value: #"^[^\u0000]+$"#),
    ])
    /// Whether something is wanted.
    static let flag = Schema.oneOf(["true", "false", "1", "0"])
}
