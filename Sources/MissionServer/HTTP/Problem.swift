// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// A request that cannot be answered, told as RFC 9457 wants it: `application/problem+json`. Browsers get a page.
///
/// The detail is for the caller and is written here; what a library or a ledger said goes to the log only.
struct Problem: Error, HTTPResponseError {
    let status: HTTPResponse.Status
    /// What programs match; never changes once published.
    let code: String
    let title: String
    let detail: String
    /// Members beyond the standard's.
    var members: [JSONMember] = []
    var headers = HTTPFields()

    func response(from request: Request, context: some RequestContext) -> Response {
        response(to: request)
    }

    /// The problem in the form that the request prefers.
    func response(to request: Request) -> Response {
        if let response = TelemetryStatus.response(to: request, self) { return response }
        var headers = headers
        headers[.vary] = "Accept"
        guard request.prefersPage else { return document(headers) }
        headers[.contentType] = "text/html; charset=utf-8"
        let page = ProblemPage(status: status, title: title, detail: detail).document.text
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
    }

    private func document(_ headers: HTTPFields) -> Response {
        let document: JSONValue = [
            "type": .string("about:blank"),
            "title": .string(title),
            "status": .integer(Int64(status.code)),
            "detail": .string(detail),
            "code": .string(code),
        ]
        var headers = headers
        headers[.contentType] = "application/problem+json"
        let text = JSONValue.object(document.members + members).text()
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension Problem {
    static let notFound = Problem(
        status: .notFound, code: "not_found", title: "Not found", detail: "There is nothing at this path.")

    static func unknown(_ kind: String, expected: String) -> Problem {
        Problem(
            status: .notFound, code: "unknown_\(kind)", title: "Not found",
            detail: "There is no such \(kind); \(expected).")
    }

    /// - Parameter allowed: The methods that the path has, in the order in which they are told.
    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        let names = allowed.map(\.rawValue)
        return Problem(
            status: .methodNotAllowed, code: "method_not_allowed", title: "Method not allowed",
            detail: "This path allows \(names.joined(separator: ", ")).",
            headers: [.allow: names.joined(separator: ", ")])
    }

    static func badParameter(_ name: String, expected: String) -> Problem {
        Problem(
            status: .badRequest, code: "bad_parameter", title: "Bad parameter",
            detail: "Parameter `\(name)`: expected \(expected).",
            members: [
                JSONMember(key: "parameter", value: .string(name)),
                JSONMember(key: "expected", value: .string(expected)),
            ])
    }

    static func badMember(_ name: String, expected: String) -> Problem {
        Problem(
            status: .badRequest, code: "bad_member", title: "Bad member",
            detail: "Member `\(name)`: expected \(expected).",
            members: [
                JSONMember(key: "member", value: .string(name)), JSONMember(key: "expected", value: .string(expected)),
            ])
    }

    static func badRequest(_ detail: String) -> Problem {
        Problem(status: .badRequest, code: "bad_request", title: "Bad request", detail: detail)
    }

    /// A file of settings is wrong: whoever asks can read it and mend it.
    static func badSettings(_ error: SettingsError) -> Problem {
        Problem(
            status: .internalServerError, code: "bad_settings", title: "Bad settings", detail: "\(error).",
            members: [JSONMember(key: "expected", value: .string(error.expected))])
    }

    static let internalError = Problem(
        status: .internalServerError, code: "internal_error", title: "Internal error",
        detail: "The request could not be answered. The log of `mctl serve` says why.")
}
