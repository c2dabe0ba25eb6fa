// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSources
internal import OpenClawFormat
internal import Synchronization

/// The methods that a reader may call, each with the parameters that its schema knows and no others.
///
/// Every one of them throws ``GatewayError`` or `CancellationError`. Answers hold names and texts that people wrote; whoever
/// reads one takes the figures out and lets the rest go.
extension GatewayConnection {
    /// So many sessions are asked for at first; the gateway gives those that were used last.
    static let mostSessions: Int64 = 5000

    /// The providers' quota windows. It asks the providers, which may take seconds.
    func usageStatus() async throws -> JSONValue {
        try await request("usage.status")
    }

    /// What all sessions cost, day by day. Heavy.
    func usageCost(days: Int64) async throws -> JSONValue {
        try await request("usage.cost", ["days": .integer(days)], within: limits.heavyRequest)
    }

    /// What each session cost, model by model. Heavy.
    ///
    /// Newer gateways are asked about all agents and about sessions that were begun anew; an older one refuses these
    /// parameters, and is asked without them from then on.
    func sessionsUsage(limit: Int64 = Self.mostSessions) async throws -> JSONValue {
        let old: JSONValue = ["limit": .integer(limit)]
        if capabilities.isOld { return try await request("sessions.usage", old, within: limits.heavyRequest) }
        let new = old.appending(["agentScope": "all", "groupBy": "instance", "includeHistorical": true])
        do {
            return try await request("sessions.usage", new, within: limits.heavyRequest)
        } catch GatewayError.refused(.invalid(let message), _) where message.contains("unexpected property") {
            capabilities.isOld = true
            return try await request("sessions.usage", old, within: limits.heavyRequest)
        }
    }

    /// A session's calls one after another.
    func usageTimeseries(key: String) async throws -> GatewaySeries {
        GatewaySeries(try await request("sessions.usage.timeseries", ["key": .string(key)]))
    }

    /// What one session cost, model by model; nil where the gateway knows none with that key.
    func sessionUsage(key: String, until day: String) async throws -> JSONValue? {
        // Without days it would tell the last 30.
        let params: JSONValue = [
            "key": .string(key), "limit": 1, "startDate": "2025-01-01", "endDate": .string(day),
        ]
        let answer = try await request("sessions.usage", params)
        let rows = answer["sessions"]?.elements ?? []
        return rows.first { $0["key"]?.text == key } ?? rows.first
    }

    /// The last messages of the conversation that a session has now, as its transcript has them, each with its entry's id
    /// and number as `__openclaw`. Gateways of all ages know it, and look at no other parameters.
    func sessionMessages(key: String, limit: Int64) async throws -> [JSONValue] {
        try await request("sessions.get", ["key": .string(key), "limit": .integer(limit)])["messages"]?.elements ?? []
    }

    /// The sessions, as rows of the session store.
    func sessionsList(limit: Int64 = Self.mostSessions) async throws -> [JSONValue] {
        try await request("sessions.list", ["limit": .integer(limit)])["sessions"]?.elements ?? []
    }

    /// The scheduled jobs, switched off ones too.
    func cronList() async throws -> [CronJobFacts] {
        try await pages("cron.list", ["includeDisabled": true], of: "jobs") { jobs in
            jobs.compactMap(OpenClawWire.job)
        }
    }

    /// The finished runs of scheduled jobs, newest first, page by page until `isKnown` says that the rest is known.
    func cronRuns(until isKnown: (OpenClawCronRun) -> Bool = { _ in false }) async throws -> [OpenClawCronRun] {
        var known = false
        return try await pages("cron.runs", ["scope": "all", "limit": 200, "sortDir": "desc"], of: "entries") {
            entries in
            guard !known else { return nil }
            let runs = entries.compactMap { OpenClawCronRun(entry: $0) }
            known = runs.contains(where: isKnown)
            return runs
        }
    }

    /// The agents' ids.
    func agentsList() async throws -> [String] {
        try await request("agents.list")["agents"]?.elements.compactMap { $0["id"]?.text } ?? []
    }

    /// The prices of the models that are set up, in versions that tell any.
    func modelPrices() async throws -> CustomPrices {
        var prices = CustomPrices()
        for model in try await request("models.list")["models"]?.elements ?? [] {
            guard let id = model["id"]?.text, let provider = model["provider"]?.text,
                let card = model["cost"].flatMap(OpenClawWire.card)
            else { continue }
            prices.add(card, provider: provider, model: id)
        }
        return prices
    }

    /// Whether it finds itself well.
    func health() async throws -> Bool {
        try await request("health")["ok"]?.flag == true
    }

    /// What `openclaw status` shows; most of it is left out for a mere reader.
    func status() async throws -> JSONValue {
        try await request("status")
    }

    /// Makes sessions' messages and changes come as events; whether it does.
    func subscribe() async throws -> Bool {
        try await request("sessions.subscribe")["subscribed"]?.flag == true
    }

    /// Asks for page after page; nil from `take` ends it, and so does a gateway that does not get on.
    private func pages<Value>(
        _ method: String, _ params: JSONValue, of key: String, _ take: ([JSONValue]) -> [Value]?
    ) async throws -> [Value] {
        var all: [Value] = []
        var offset: Int64 = 0
        for _ in 0..<Self.mostPages {
            let place: JSONValue = offset == 0 ? [:] : ["offset": .integer(offset)]
            let answer = try await request(method, params.appending(place))
            guard let values = take(answer[key]?.elements ?? []) else { return all }
            all += values
            guard let next = answer["nextOffset"]?.whole, next > offset else { return all }
            offset = next
        }
        return all
    }

    /// A gateway that never comes to an end is left.
    private static let mostPages = 100
}
