// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import Testing

/// What the server says about itself.
@Suite struct OpenAPITests {
    private func document() async throws -> JSONValue {
        try await Served(keeper: MemoryKeeper()).application.test(.router) { client in
            try await client.execute(uri: "/openapi.json", method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "application/json")
                return try #require(response.json)
            }
        }
    }

    private func server() -> MissionServer {
        MissionServer(reader: MemoryLedger(), feed: LiveFeed(), keeper: MemoryKeeper()) { HealthReport() }
    }

    @Test func `only pages and what belongs to them are left out`() {
        let programs = ["GET /api/", "GET /livez", "GET /readyz", "GET /metrics", "GET /openapi.json"]
        let left = server().undocumented.filter { route in
            !route.hasPrefix("GET ") || programs.contains { route.hasPrefix($0) }
        }
        // It has nothing to answer but that there is no such report.
        #expect(left == ["GET /api/v1/reports/{id}"])
    }

    @Test func `every documented route is in the document, and nothing else is`() async throws {
        let document = try await document()
        let told = try #require(document["paths"]).members.flatMap { path in
            path.value.members.map { "\($0.key.uppercased()) \(path.key)" }
        }
        let pushes = [
            "POST /api/v1/events", "POST /api/v1/api-calls", "POST /api/v1/webhooks/cron", "POST /api/v1/batches",
        ]
        let telemetry = ["POST /v1/logs", "POST /v1/metrics", "POST /v1/traces"]
        #expect(Set(told) == Set(server().documented + pushes + telemetry))
    }

    @Test func `every operation has a name of its own, a summary, an area and the parameters of its path`() async throws
    {
        let paths = try #require(try await document()["paths"]).members
        var names: Set<String> = []
        for path in paths {
            for operation in path.value.members {
                let place = "\(operation.key) \(path.key)"
                let name = try #require(operation.value["operationId"]?.text, "\(place)")
                #expect(names.insert(name).inserted, "\(place): \(name)")
                #expect(operation.value["summary"]?.text?.last == ".", "\(place)")
                let inPath = path.key.split(separator: "/").filter { $0.first == "{" }.map { $0.dropFirst().dropLast() }
                let told = (operation.value["parameters"]?.elements ?? []).filter { $0["in"]?.text == "path" }
                #expect(told.compactMap { $0["name"]?.text } == inPath.map(String.init), "\(place)")
            }
        }
    }

    @Test func `every report says what it answers`() async throws {
        let paths = try #require(try await document()["paths"])
        for report in ReportCatalog.all() {
            let operation = try #require(paths["/api/v1/reports/\(report.id)"]?["get"], "\(report.id)")
            let content = operation["responses"]?["200"]?["content"]?["application/json"]
            let schema = try #require(content?["schema"], "\(report.id)")
            #expect(schema["additionalProperties"] != true, "\(report.id) is not described in ReportSchemas")
        }
    }

    @Test func `every reference leads somewhere`() async throws {
        let document = try await document()
        for reference in references(document) {
            let steps = reference.dropFirst(2).split(separator: "/").map(String.init)
            let target = steps.reduce(JSONValue?.some(document)) { $0?[$1] }
            #expect(target != nil, "\(reference)")
        }
    }

    /// A parameter that is written among the components.
    private func parameter(_ reference: JSONValue, _ document: JSONValue) -> JSONValue? {
        let name = reference["$ref"]?.text?.split(separator: "/").last
        return name.flatMap { document["components"]?["parameters"]?[String($0)] }
    }

    private func references(_ value: JSONValue) -> Set<String> {
        switch value {
        case .array(let values): values.reduce(into: []) { $0.formUnion(references($1)) }
        case .object(let members):
            members.reduce(into: []) { all, member in
                if member.key == "$ref", let text = member.value.text { all.insert(text) }
                all.formUnion(references(member.value))
            }
        default: []
        }
    }

    @Test func `a parameter that is documented is read, and no other is`() async throws {
        let document = try await document()
        let paths = try #require(document["paths"]).members
        try await Served(keeper: MemoryKeeper()).application.test(.router) { client in
            for path in paths where !path.key.contains("{") && path.value["get"] != nil && path.key != "/api/v1/live" {
                try await client.execute(uri: "\(path.key)?nothing=1", method: .get) { response in
                    #expect(response.problemCode == "bad_parameter", "\(path.key)")
                    #expect(response.json?["parameter"] == "nothing", "\(path.key)")
                }
                let told = path.value["get"]?["parameters"]?.elements ?? []
                let all = told.compactMap { $0["name"] == nil ? parameter($0, document) : $0 }
                let names = all.filter { $0["in"]?.text == "query" }.compactMap { $0["name"]?.text }
                // All filters are made alike, so one of them tells.
                let filters = Set(Dimension.allCases.map(\.rawValue)).subtracting(["model"])
                for name in names where !filters.contains(name) {
                    // No value at all is refused by each, by its own name.
                    try await client.execute(uri: "\(path.key)?\(name)=", method: .get) { response in
                        #expect(response.json?["parameter"] == .string(name), "\(path.key) \(name)")
                    }
                }
            }
        }
    }
}
