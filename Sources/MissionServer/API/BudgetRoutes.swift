// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Hummingbird
internal import MissionCore

/// Budgets: how much of each is used, and setting, changing and forgetting them.
struct BudgetRoutes: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone
    let keeper: any AlertAdministration

    private static let all = "/api/v1/budgets"
    private static let one = "/api/v1/budgets/{budget_id}"

    var routes: [Route] {
        [
            Route(Self.all, Self.listing) { request, context in
                let zone = try context.query.zone(default: zone)
                return try await Answer.json(list(keeper.plan(), zone).json).response(to: request)
            },
            Route(.post, Self.all, Self.adding) { request, _ in
                let members = try await SettingsBody.members(request)
                let budget = try budget(members)
                return try SettingsBody.explaining {
                    var plan = try keeper.plan()
                    guard !plan.budgets.contains(where: { $0.id == budget.id }) else {
                        throw Problem(
                            status: .conflict, code: "budget_exists", title: "Budget exists",
                            detail: "There is a budget of this id already; PUT changes it.")
                    }
                    plan.set(budget)
                    try keeper.keep(plan)
                    var response = Answer.json(budget.json).response(to: request)
                    response.status = .created
                    response.headers[.location] = "\(Self.all)/\(budget.id)"
                    return response
                }
            },
            Route(.put, Self.one, Self.setting) { request, context in
                let id = context.argument("budget_id")
                let members = try await SettingsBody.members(request).filter { $0.key != "id" }
                let budget = try budget([JSONMember(key: "id", value: .string(id))] + members)
                return try SettingsBody.explaining {
                    var plan = try keeper.plan()
                    plan.set(budget)
                    try keeper.keep(plan)
                    return Answer.json(budget.json).response(to: request)
                }
            },
            Route(.delete, Self.one, Self.removing) { _, context in
                try SettingsBody.explaining {
                    var plan = try keeper.plan()
                    guard plan.remove(context.argument("budget_id")) else {
                        throw Problem.unknown("budget", expected: "`\(Self.all)` lists those that are set")
                    }
                    try keeper.keep(plan)
                    return Response(status: .noContent)
                }
            },
        ]
    }

    private func list(_ plan: BudgetPlan, _ zone: Zone) async throws -> ReportDocument {
        let now = clock.now
        let statuses = try await BudgetStatus.load(plan, from: reader, zone: zone, now: now)
        return BudgetList(statuses, zone: zone, now: now).document
    }

    private func budget(_ members: [JSONMember]) throws -> Budget {
        try SettingsBody.explaining {
            try Budget(.object(members), key: "budget", models: keeper.models)
        }
    }
}

/// Bodies that set something.
enum SettingsBody {
    /// Larger than anything that is set.
    private static let limits = ContentLimits(bytes: 64 << 10)

    static func members(_ request: Request) async throws -> [JSONMember] {
        let bytes = try await request.content(limits)
        guard case .object(let members)? = JSONValue(parsing: Data(bytes)) else {
            throw Problem.badRequest("The body must be one JSON object.")
        }
        return members
    }

    /// The members of a body that has no others than these.
    ///
    /// - Throws: A ``Problem`` that names another one.
    static func members(_ request: Request, only known: [String]) async throws -> [JSONMember] {
        let members = try await members(request)
        guard let odd = members.first(where: { !known.contains($0.key) }) else { return members }
        let names = known.map { "`\($0)`" }.joined(separator: ", ")
        throw Problem.badMember(String(odd.key.prefix(64)), expected: known.isEmpty ? "no members" : "one of \(names)")
    }

    /// Says what is wrong with a member.
    static func explaining<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as SettingsError {
            throw Problem.badMember(error.key, expected: error.expected)
        }
    }
}
