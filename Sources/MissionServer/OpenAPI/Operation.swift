// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What callers are told about a route, in the OpenAPI document and in the reference. What a request is checked by is taken from
/// here, too, so that the two cannot differ.
struct Operation: Sendable {
    /// What it is about.
    var area: Area
    /// One sentence that says what it does.
    var summary: String
    /// What else must be known.
    var detail: String?
    /// The parameters in its path, in its order.
    var arguments: [PathParameter] = []
    /// The parameters of its query.
    var parameters: [QueryParameter] = []
    /// Header fields that it reads.
    var fields: [QueryParameter] = []
    /// What it is sent; nil for nothing.
    var body: OperationBody?
    /// What it answers when all is well.
    var answer: OperationAnswer
    /// Statuses of its own problems, beyond those that any route can have.
    var problems: [HTTPResponse.Status] = []
    /// Whether there is something better.
    var isDeprecated = false
    /// Whether problems are told as a `Status` to who sends JSON or Protocol Buffers, as OpenTelemetry wants it.
    var tellsStatus = false

    /// The parts of the interface.
    enum Area: String, Sendable, CaseIterable {
        case usage = "Usage"
        case reports = "Reports"
        case sessions = "Sessions and calls"
        case push = "Push"
        case budgets = "Budgets and alerts"
        case gateways = "Gateways"
        case prices = "Prices"
        case pages = "For existing dashboards"
        case service = "Service"
    }

    /// Describes a route.
    init(
        _ area: Area, _ summary: String, detail: String? = nil, arguments: [PathParameter] = [],
        parameters: [QueryParameter] = [], fields: [QueryParameter] = [], body: OperationBody? = nil,
        answer: OperationAnswer, problems: [HTTPResponse.Status] = []
    ) {
        (self.area, self.summary, self.detail) = (area, summary, detail)
        (self.arguments, self.parameters, self.fields) = (arguments, parameters, fields)
        (self.body, self.answer, self.problems) = (body, answer, problems)
    }
}

/// A parameter in a path.
struct PathParameter: Hashable, Sendable {
    let name: String
    let summary: String
    var schema = Schema.text
    /// A value that means something in a home that was made up; the reference asks for it.
    var example: String?

    init(_ name: String, _ summary: String, _ schema: Schema = .text, example: String? = nil) {
        (self.name, self.summary, self.schema, self.example) = (name, summary, schema, example)
    }
}

/// What a route is sent.
struct OperationBody: Sendable {
    /// The forms in which it may come.
    var contents: [(type: MediaType, schema: Schema)]
    /// One that means something.
    var example: JSONValue?

    /// One JSON value.
    static func json(_ schema: Schema, example: JSONValue? = nil) -> OperationBody {
        OperationBody(contents: [(.json, schema)], example: example)
    }
}

/// What a route answers when all is well.
struct OperationAnswer: Sendable {
    /// Its status.
    var status = HTTPResponse.Status.ok
    /// What it says, in one sentence.
    var summary: String
    /// The forms in which it may come, by media type; none for an answer without content.
    var contents: [(type: String, schema: Schema?)] = []
    /// Whether it has a tag, and is not sent again to who has it.
    var isTagged = false
    /// Whether more pages may follow, named in a `Link` field, too.
    var isPaged = false

    /// JSON with a tag.
    static func json(
        _ schema: Schema, _ summary: String = "The answer.", status: HTTPResponse.Status = .ok, isTagged: Bool = true,
        isPaged: Bool = false
    ) -> OperationAnswer {
        OperationAnswer(
            status: status, summary: summary, contents: [("application/json", schema)], isTagged: isTagged,
            isPaged: isPaged)
    }

    /// Nothing but that it was done.
    static let done = OperationAnswer(status: .noContent, summary: "It was done.")

    /// The same in further forms that have no schema.
    func or(_ types: [String]) -> OperationAnswer {
        var answer = self
        answer.contents += types.map { ($0, nil) }
        return answer
    }
}
