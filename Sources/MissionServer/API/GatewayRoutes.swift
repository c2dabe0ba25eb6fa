// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Hummingbird
internal import MissionCore

/// The gateways that the program keeps: listing, adding, changing and forgetting them. Secrets go in and never come out.
struct GatewayRoutes: Sendable {
    let keeper: any GatewayAdministration
    let clock: any WallClock
    let health: @Sendable () async -> HealthReport

    /// Larger than anything that is said about a gateway.
    private static let limits = ContentLimits(bytes: 64 << 10)
    private static let all = "/api/v1/gateways"
    private static let one = "/api/v1/gateways/{gateway_id}"

    var routes: [Route] {
        [
            Route(Self.all, Self.listing) { request, _ in Answer.json(await list).response(to: request) },
            Route(.post, Self.all, Self.adding) { request, _ in try await add(request) },
            Route(Self.one, Self.reading) { request, context in
                let state = try await named(context) { try await keeper.gateway($0) }
                return Answer.json(state.json(at: clock.now)).response(to: request)
            },
            Route(.patch, Self.one, Self.changing) { request, context in
                let change = try await Self.change(Self.members(request))
                let state = try await named(context) { try await keeper.change($0, change) }
                return Answer.json(state.json(at: clock.now)).response(to: request)
            },
            Route(.delete, Self.one, Self.removing) { _, context in
                try await named(context) { try await keeper.remove($0) }
                return Response(status: .noContent)
            },
        ]
    }

    private var list: JSONValue {
        get async {
            let now = clock.now
            let problems = await health().problems.filter { $0.kind == .badSettings }
            return [
                "gateways": .array(await keeper.gateways().map { $0.json(at: now) }),
                "problems": .array(problems.map(\.json)),
            ]
        }
    }

    private func add(_ request: Request) async throws -> Response {
        let members = try await Self.members(request)
        guard case .string(let id)? = members.first(where: { $0.key == "id" })?.value else {
            throw Problem(GatewayConfigurationError.invalid(key: "id", expected: "a text"))
        }
        let change = try Self.change(members.filter { $0.key != "id" })
        let state = try await Self.explaining { try await keeper.add(id, change) }
        var response = Answer.json(state.json(at: clock.now)).response(to: request)
        response.status = .created
        response.headers[.location] = "\(Self.all)/\(id)"
        return response
    }

    private func named<Value: Sendable>(
        _ context: MissionContext, _ work: (String) async throws -> Value
    ) async throws -> Value {
        let id = context.argument("gateway_id")
        return try await Self.explaining { try await work(id) }
    }

    private static func members(_ request: Request) async throws -> [JSONMember] {
        let bytes = try await request.content(limits)
        guard case .object(let members)? = JSONValue(parsing: Data(bytes)) else {
            throw Problem.badRequest("The body must be one JSON object.")
        }
        return members
    }

    private static func change(_ members: [JSONMember]) throws -> GatewayChange {
        do { return try GatewayChange(members: members) } catch let error as GatewayConfigurationError {
            throw Problem(error)
        }
    }

    private static func explaining<Value>(_ work: () async throws -> Value) async throws -> Value {
        do { return try await work() } catch let error as GatewayConfigurationError { throw Problem(error) }
    }
}

extension Problem {
    fileprivate init(_ error: GatewayConfigurationError) {
        switch error {
        case .unknown:
            self = .unknown("gateway", expected: "`/api/v1/gateways` lists those that are kept")
        case .exists:
            self.init(
                status: .conflict, code: "gateway_exists", title: "Gateway exists",
                detail: "There is a gateway of this id already; PATCH changes it.")
        case .invalid(let key, let expected):
            self = .badMember(key, expected: expected)
        case .unusable:
            self.init(
                status: .conflict, code: "gateway_file_unusable", title: "Gateway's file unusable",
                detail: "The file in which this gateway is kept cannot be used; `mctl gateway list` says why.")
        }
    }
}
