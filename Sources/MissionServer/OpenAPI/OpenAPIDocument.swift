// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// The OpenAPI 3.1 document of a server, made of its routes; pages are not in it.
struct OpenAPIDocument {
    /// All routes of the server.
    let routes: [Route]
    /// Whether a request needs a token.
    var needsToken = false

    /// The version of the interface that the paths `/api/v1` name. It grows and takes nothing away.
    static let version = "1.0.0"

    var json: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Mission Control", "version": .string(Self.version),
                "summary": "What agents consumed and cost.",
                "description": .string(Self.description),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
            "servers": [["url": "/"]],
            "tags": .array(Operation.Area.allCases.map { ["name": .string($0.rawValue)] }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas), "parameters": .object(parameters), "responses": .object(responses),
                "securitySchemes": [
                    "token": [
                        "type": "http", "scheme": "bearer",
                        "description": "A token of `mctl token create`, where the server listens beyond loopback.",
                    ]
                ],
            ],
        ]
    }

    private static let description =
        "Money is exact: whole nanodollars, and dollars as decimal text. Times are RFC 3339 in UTC; days are those of `tz`. What is not known"
        + " is `null` and never zero. A parameter that a route does not name is refused. Errors are problem documents (RFC 9457);"
        + " programs match their `code`. Answers with an `ETag` are not sent again to who names it in `If-None-Match`."

    private var documented: [(route: Route, operation: Operation)] {
        routes.compactMap { route in route.operation.map { (route, $0) } }
    }

    /// Paths in the order in which they are first named, each with its methods.
    private var paths: [JSONMember] {
        let shared = shared
        var members: [JSONMember] = []
        for (route, operation) in documented {
            let writer = OperationWriter(route: route, operation: operation, needsToken: needsToken, shared: shared)
            let method = JSONMember(key: route.method.rawValue.lowercased(), value: writer.json)
            if let index = members.firstIndex(where: { $0.key == route.path }) {
                members[index].value = members[index].value.appending(.object([method]))
            } else {
                members.append(JSONMember(key: route.path, value: .object([method])))
            }
        }
        return members
    }

    /// Parameters that several operations have alike; of a name that has several meanings the most common one.
    private var shared: [String: QueryParameter] {
        let counts = documented.flatMap(\.operation.parameters).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let ranked = counts.filter { $0.value > 1 }.sorted { left, right in
            left.value == right.value ? left.key.summary < right.key.summary : left.value < right.value
        }
        return Dictionary(ranked.map { ($0.key.name, $0.key) }) { $1 }
    }

    private var parameters: [JSONMember] {
        shared.sorted { $0.key < $1.key }.map {
            JSONMember(key: $0.key, value: OperationWriter.json($0.value, in: "query"))
        }
    }

    private var schemas: [JSONMember] {
        let status = documented.contains { $0.operation.tellsStatus } ? [Schema.telemetryStatus] : []
        let all = Schema.merged(documented.flatMap { $0.operation.schemas } + [.problem] + status)
        return all.sorted { $0.key < $1.key }.map { JSONMember(key: $0.key, value: $0.value.json) }
    }

    private var responses: [JSONMember] {
        // What no route answers is not in it.
        let told = OperationProblem.allCases.filter { problem in
            documented.contains { problem.isPossible(of: $0.route, $0.operation) }
        }
        return told.map { JSONMember(key: $0.rawValue, value: $0.json) }
    }
}

extension Operation {
    /// Everything that it takes and gives.
    fileprivate var schemas: [Schema] {
        arguments.map(\.schema) + (parameters + fields).map(\.schema) + (body?.contents.map(\.schema) ?? [])
            + answer.contents.compactMap(\.schema)
    }
}
