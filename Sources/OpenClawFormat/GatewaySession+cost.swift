// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension GatewaySession {
    /// The sessions of `usage.cost`: from its own list, else from the first window that has one.
    ///
    /// - Returns: nil when the answer has no list of sessions at all, which is what real gateways send.
    static func list(cost: JSONValue?) -> [GatewaySession]? {
        guard let cost else { return nil }
        if case .array(let flat) = cost["sessions"] { return sessions(flat) }
        for key in ["5hour", "5h", "today", "week", "7day", "data"] {
            switch cost[key] {
            case .array(let flat): return sessions(flat)
            case .some(let bucket):
                if case .array(let nested) = bucket["sessions"] { return sessions(nested) }
            case nil: continue
            }
        }
        return nil
    }

    private static func sessions(_ values: [JSONValue]) -> [GatewaySession] {
        values.compactMap { value in
            guard case .object = value else { return nil }
            return GatewaySession(value)
        }
    }

    private init(_ session: JSONValue) {
        let updatedText = session.text("updated_at", "updatedAt", "lastActivity", "last_activity")
        self.init(
            id: session.text("sessionId", "id", "session_id") ?? "", label: session.text("label", "name", "title"),
            provider: session.text("provider"), model: session.text("model", "modelName"),
            tokens: Self.tokens(session), reported: session.dollars("cost", "cost_usd", "costUsd"),
            isSubscription: Self.saysSubscription(session),
            calls: session.whole("calls", "messageCount", "messages") ?? 1, updatedText: updatedText,
            updatedAt: updatedText.flatMap { JSONValue.string($0).lenientTime })
    }

    private static func tokens(_ session: JSONValue) -> TokenCounts {
        let usage = session.truthy("usage", "tokens") ?? [:]
        func first(_ nested: Int64?, _ own: Int64?) -> Int64 {
            // A nested zero gives way to what stands beside it.
            if let nested, nested != 0 { return nested }
            return own ?? 0
        }
        return TokenCounts(
            input: first(
                usage.whole("input_tokens", "inputTokens", "input"), session.whole("input_tokens", "inputTokens")),
            output: first(
                usage.whole("output_tokens", "outputTokens", "output"), session.whole("output_tokens", "outputTokens")),
            cacheRead: first(
                usage.whole("cache_read_input_tokens", "cacheReadTokens", "cache_read"),
                session.whole("cache_read_tokens", "cacheReadTokens")),
            cacheWrite5m: first(
                usage.whole("cache_creation_input_tokens", "cacheWriteTokens", "cache_write"),
                session.whole("cache_write_tokens", "cacheWriteTokens")))
    }

    private static func saysSubscription(_ session: JSONValue) -> Bool {
        if session["subscription"] == true { return true }
        let billing = session.text("billing", "billingMode", "billing_mode", "costBasis", "cost_basis")
        return billing?.lowercased() == "subscription"
    }
}
