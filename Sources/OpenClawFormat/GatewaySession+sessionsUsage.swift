// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension GatewaySession {
    /// The sessions of a real gateway's `sessions.usage`, one entry for each model that a session called.
    static func list(sessionsUsage: JSONValue?) -> [GatewaySession] {
        guard case .array(let sessions) = sessionsUsage?["sessions"] else { return [] }
        return sessions.flatMap(parts)
    }

    /// How many sessions a gateway lists without their figures, because it still adds them up. They are not zero but unknown.
    static func unknown(sessionsUsage: JSONValue?) -> Int64 {
        guard case .array(let sessions) = sessionsUsage?["sessions"] else { return 0 }
        return Int64(
            sessions.count { session in
                if case .object = session["usage"] { return false }
                return true
            })
    }

    private static func parts(_ session: JSONValue) -> [GatewaySession] {
        guard let usage = session["usage"], case .object = usage else { return [] }
        if case .array(let models) = usage["modelUsage"], !models.isEmpty {
            return models.compactMap { model in
                let names = (provider: model.text("provider") ?? "", model: model.text("model") ?? "")
                guard let totals = model["totals"],
                    !SyntheticModel.isSynthetic(
                        provider: names.provider, model: names.model, hasTokens: (totals.whole("totalTokens") ?? 0) > 0)
                else { return nil }
                return GatewaySession(
                    session, provider: model.text("provider"), model: model.text("model"), totals: totals,
                    calls: model.whole("count") ?? 1)
            }
        }
        let provider = session.text("providerOverride", "modelProvider")
        let model = session.text("modelOverride", "model")
        let calls = usage["messageCounts"]?.whole("assistant") ?? 1
        return [GatewaySession(session, provider: provider, model: model, totals: usage, calls: calls)]
    }

    private init(_ session: JSONValue, provider: String?, model: String?, totals: JSONValue, calls: Int64) {
        let usage = session["usage"]
        let time = usage?["lastActivity"]?.lenientTime ?? session["updatedAt"]?.lenientTime
        self.init(
            id: session.text("key", "sessionId") ?? "", label: session.text("label"), provider: provider, model: model,
            tokens: TokenCounts(
                input: totals.whole("input") ?? 0, output: totals.whole("output") ?? 0,
                cacheRead: totals.whole("cacheRead") ?? 0, cacheWrite5m: totals.whole("cacheWrite") ?? 0),
            reported: totals.dollars("totalCost"), isSubscription: false, calls: calls,
            updatedText: time?.iso8601, updatedAt: time)
    }
}
