// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// Writes one operation of the OpenAPI document.
struct OperationWriter {
    let route: Route
    let operation: Operation
    let needsToken: Bool
    /// Parameters that are written once, among the components, by their names.
    let shared: [String: QueryParameter]

    var json: JSONValue {
        var json: JSONValue = [
            "operationId": .string(route.operationID), "tags": [.string(operation.area.rawValue)],
            "summary": .string(operation.summary),
        ]
        if operation.isDeprecated { json = json.appending(["deprecated": true]) }
        if let detail = operation.detail { json = json.appending(["description": .string(detail)]) }
        if !parameters.isEmpty { json = json.appending(["parameters": .array(parameters)]) }
        if let body = operation.body { json = json.appending(["requestBody": Self.json(body)]) }
        return json.appending(["responses": .object(responses), "security": .array(security)])
    }

    private var parameters: [JSONValue] {
        operation.arguments.map(Self.json) + operation.parameters.map(reference)
            + operation.fields.map { Self.json($0, in: "header") }
    }

    private static func json(_ argument: PathParameter) -> JSONValue {
        let json: JSONValue = [
            "name": .string(argument.name), "in": "path", "required": true,
            "description": .string(argument.summary), "schema": argument.schema.json,
        ]
        guard let example = argument.example else { return json }
        return json.appending(["example": .string(example)])
    }

    private func reference(_ parameter: QueryParameter) -> JSONValue {
        guard shared[parameter.name] == parameter else { return Self.json(parameter, in: "query") }
        return ["$ref": .string("#/components/parameters/\(parameter.name)")]
    }

    static func json(_ parameter: QueryParameter, in place: JSONValue) -> JSONValue {
        let schema = parameter.isRepeatable ? Schema.list(parameter.schema) : parameter.schema
        var json: JSONValue = [
            "name": .string(parameter.name), "in": place, "required": .bool(parameter.isRequired),
            "description": .string(parameter.summary), "schema": schema.json,
        ]
        if let example = parameter.example {
            json = json.appending(["example": parameter.isRepeatable ? [.string(example)] : .string(example)])
        }
        return parameter.isRepeatable ? json.appending(["style": "form", "explode": true]) : json
    }

    private static func json(_ body: OperationBody) -> JSONValue {
        let contents = body.contents.map { type, schema in
            var content: JSONValue = ["schema": schema.json]
            // An example is one value; a form of several lines is told by its schema.
            if type == .json, let example = body.example { content = content.appending(["example": example]) }
            return JSONMember(key: type.rawValue, value: content)
        }
        return ["required": true, "content": .object(contents)]
    }

    private var responses: [JSONMember] {
        [JSONMember(key: "\(operation.answer.status.code)", value: answer)]
            + problems.map { problem in
                JSONMember(
                    key: "\(problem.status.code)",
                    value: operation.tellsStatus
                        ? problem.jsonWithStatus : ["$ref": .string("#/components/responses/\(problem.rawValue)")])
            }
    }

    private var answer: JSONValue {
        let answer = operation.answer
        var json: JSONValue = ["description": .string(answer.summary)]
        if !headers.isEmpty { json = json.appending(["headers": .object(headers)]) }
        if answer.contents.isEmpty { return json }
        let contents = answer.contents.map { type, schema in
            JSONMember(key: type, value: ["schema": (schema ?? .string).json])
        }
        return json.appending(["content": .object(contents)])
    }

    private var headers: [JSONMember] {
        var headers: [JSONMember] = []
        func add(_ name: String, _ sentence: String, _ schema: Schema = .text) {
            let value: JSONValue = ["description": .string(sentence), "schema": schema.json]
            headers.append(JSONMember(key: name, value: value))
        }
        if operation.answer.isTagged { add("ETag", "Names this very content.") }
        if operation.answer.isPaged { add("Link", "The next page, as `rel=\"next\"`, where there is one.") }
        if operation.answer.status == .created { add("Location", "Where it is.") }
        return headers
    }

    private var problems: [OperationProblem] {
        OperationProblem.allCases.filter { $0.isPossible(of: route, operation) }
    }

    private var security: [JSONValue] {
        guard let scope = route.scope else { return [] }
        let token: JSONValue = ["token": [.string(scope.rawValue)]]
        return needsToken ? [token] : [[:], token]
    }
}

extension Route {
    /// A name that no other operation has: `getSessionsByKey`.
    var operationID: String {
        let words = path.split(separator: "/").filter { $0 != "v1" && $0 != "api" }.flatMap { segment -> [Substring] in
            let parts = segment.split { !$0.isLetter && !$0.isNumber }
            return segment.first == "{" ? ["By"] + parts : parts
        }
        return method.rawValue.lowercased() + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
