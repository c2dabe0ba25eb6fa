// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// Why a documented route may not answer, each a response of the OpenAPI document.
enum OperationProblem: String, CaseIterable {
    case notModified = "NotModified"
    case badRequest = "BadRequest"
    case tokenNeeded = "TokenNeeded"
    case forbidden = "Forbidden"
    case notFound = "NotFound"
    case tooSlow = "TooSlow"
    case conflict = "Conflict"
    case tooLarge = "TooLarge"
    case targetTooLong = "TargetTooLong"
    case unsupportedType = "UnsupportedMediaType"
    case wrongHost = "WrongHost"
    case fieldsTooLarge = "FieldsTooLarge"
    case unprocessable = "Unprocessable"
    case internalError = "InternalError"
    case notImplemented = "NotImplemented"
    case badGateway = "BadGateway"
    case unavailable = "Unavailable"

    var status: HTTPResponse.Status {
        switch self {
        case .notModified: .notModified
        case .badRequest: .badRequest
        case .tokenNeeded: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .tooSlow: .requestTimeout
        case .conflict: .conflict
        case .tooLarge: .contentTooLarge
        case .targetTooLong: .uriTooLong
        case .unsupportedType: .unsupportedMediaType
        case .wrongHost: .misdirectedRequest
        case .fieldsTooLarge: .requestHeaderFieldsTooLarge
        case .unprocessable: .unprocessableContent
        case .internalError: .internalServerError
        case .notImplemented: .notImplemented
        case .badGateway: .badGateway
        case .unavailable: .serviceUnavailable
        }
    }

    private var summary: String {
        switch self {
        case .notModified: "Who asks has this content already."
        case .badRequest: "The request is wrong; a parameter or a member is named where one is."
        case .tokenNeeded: "No token came, or none that holds."
        case .forbidden: "The token allows less, or a page of another origin is behind the request."
        case .notFound: "There is no such thing."
        case .tooSlow: "The body did not come in time."
        case .conflict: "It is there already, or somebody is at it."
        case .tooLarge: "The body is too large, or there should be none."
        case .targetTooLong: "Path and query are too long."
        case .unsupportedType: "The body is of a type or in an encoding that is not read here."
        case .wrongHost: "The request names another server."
        case .fieldsTooLarge: "Header fields are too large, or too many."
        case .unprocessable: "It contradicts what came before."
        case .internalError: "Something broke; the server's log says what."
        case .notImplemented: "A program that this needs is not installed where the server runs."
        case .badGateway: "Another server that had to be asked did not answer as it should."
        case .unavailable: "Not now; a `Retry-After` says when, where that is known."
        }
    }

    /// Whether a route may answer so.
    func isPossible(of route: Route, _ operation: Operation) -> Bool {
        let hasBody = operation.body != nil
        return switch self {
        case .notModified: operation.answer.isTagged && route.method == .get
        case .tokenNeeded: route.scope != nil
        case .forbidden: route.scope != nil || route.method != .get
        case .notFound: !operation.arguments.isEmpty || operation.problems.contains(.notFound)
        case .tooSlow, .unsupportedType: hasBody
        case .conflict, .unprocessable, .notImplemented, .badGateway: operation.problems.contains(status)
        case .unavailable: route.scope != nil || operation.problems.contains(status)
        case .badRequest, .tooLarge, .targetTooLong, .wrongHost, .fieldsTooLarge, .internalError: true
        }
    }

    var json: JSONValue {
        let json: JSONValue = ["description": .string(summary)]
        if self == .notModified { return json }
        return json.appending(["content": Self.content])
    }

    /// The same of a route that tells problems as a `Status`, too.
    var jsonWithStatus: JSONValue {
        let status: JSONValue = [
            "application/json": ["schema": Schema.telemetryStatus.json],
            "application/x-protobuf": ["schema": Schema.string.json],
        ]
        return ["description": .string(summary), "content": Self.content.appending(status)]
    }

    private static let content: JSONValue = [
        "application/problem+json": ["schema": Schema.problem.json],
        // Browsers get a page that says the same.
        "text/html": ["schema": Schema.string.json],
    ]
}

extension Schema {
    /// A problem document (RFC 9457).
    static let problem = Schema.component(
        "Problem",
        [
            "type": .constant("about:blank"), "title": .text, "status": .integer(400...599), "detail": .string,
            "code": .string("^[a-z_]+$").described("What programs match; it never changes."),
            "parameter?": .string.described("The parameter that is wrong."),
            "member?": .string.described("The member of the body that is wrong."),
            "expected?": .string.described("What was expected in its place."),
            "scope?": .oneOf(["read", "push", "write"]).described("What the token would have to allow."),
            "reasons?": .sentences.described("Why the server is not ready."),
            "rejected?": .list(.refusal).described("What was refused of a push."), "rejected_count?": .count,
        ])

    /// A part of a push that was refused.
    static let refusal = Schema.component(
        "Refusal",
        [
            "line": .count.described("The line, from 1."), "reason": .oneOf(RejectionReason.self),
            "field?": .string.described("The field that is wrong."),
        ])
}
