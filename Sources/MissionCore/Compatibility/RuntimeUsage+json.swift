// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

extension RuntimeUsage: Encodable {
    /// Writes the response; ``json`` also keeps the order of keys.
    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }

    /// The response, with numbers where its callers expect numbers.
    package var json: JSONValue {
        [
            "generated_at": .string(generatedAt.iso8601),
            "gateway_id": .string(gatewayID),
            "window": [
                "key": "5h", "started_at": .string(window.startedAt.iso8601),
                "resets_at": .string(window.resetsAt.iso8601), "reset_in_ms": .integer(window.resetInMilliseconds),
            ],
            "current": current.json,
            "burn_rate": [
                "tokens_per_minute": .decimal(burnRate.tokensPerMinute),
                "cost_usd_per_minute": burnRate.recentCost.approximateJSONToEightDecimals(dividedBy: BurnRate.minutes),
            ],
            "predictions": [
                "time_to_limit_ms": JSONValue(prediction.timeToLimitMilliseconds), "safe": .bool(prediction.isSafe),
            ],
            "per_model": .object(perModel.map { JSONMember(key: $0.key, value: $0.json) }),
            "top_sessions": .array(topSessions.map(\.json)),
            "gateway_status": gateway.statusJSON(at: generatedAt),
            "quota_windows": .array(quotaWindows.map { $0.json(at: generatedAt) }),
            "data_sources": .array(dataSources.map(\.json)),
        ]
    }
}

extension RuntimeUsage.Current {
    fileprivate var json: JSONValue {
        [
            "total_cost_usd": totalCost.approximateJSONToEightDecimals,
            "total_tokens": .integer(totalTokens),
            "total_calls": .integer(totalCalls),
            "token_limit": JSONValue(tokenLimit),
            "token_pct": JSONValue(tokenPercent),
            "cost_limit_usd": costLimit?.approximateJSONToEightDecimals ?? .null,
            "cost_pct": JSONValue(costPercent),
            "message_limit": JSONValue(messageLimit),
            "message_pct": JSONValue(messagePercent),
        ]
    }
}

extension RuntimeUsage.ModelEntry {
    fileprivate var json: JSONValue {
        [
            "provider": .string(provider),
            "account_key": .string(accountKey),
            "model": .string(model),
            "input_tokens": .integer(tokens.input),
            "output_tokens": .integer(tokens.output),
            "cache_read_tokens": .integer(tokens.cacheRead),
            "cache_write_tokens": .integer(tokens.cacheWrite),
            "total_tokens": .integer(tokens.input.addingSaturating(tokens.output)),
            "cost_usd": cost.approximateJSONToEightDecimals,
            "calls": .integer(calls),
            "unpriced": .bool(isUnpriced),
        ]
    }
}

extension RuntimeUsage.TopSession {
    fileprivate var json: JSONValue {
        [
            "session_id": .string(sessionID), "label": JSONValue(label), "model": JSONValue(model),
            "cost_usd": cost.approximateJSONToEightDecimals, "total_tokens": .integer(totalTokens),
            "updated_at": JSONValue(updatedAt),
        ]
    }
}

extension RuntimeUsage.DataSource {
    fileprivate var json: JSONValue {
        [
            "source": .string(source), "calls": .integer(calls), "newest_event_at": JSONValue(newestEventAt?.iso8601),
        ]
    }
}

extension GatewayReading {
    /// `{"reachable","protocol","version","error","advice","unknown_sessions","missed_events","unknown_calls","fetched_at","age_ms"}`.
    ///
    /// `fetched_at` and `age_ms` are about the figures, which are older than the answer when the gateway does not answer any
    /// more; without figures the age is `null`, and `fetched_at` is when it was asked.
    package func statusJSON(at now: Timestamp) -> JSONValue {
        [
            "reachable": .bool(isReachable), "protocol": JSONValue(protocolVersion), "version": JSONValue(version),
            "error": JSONValue(error), "advice": JSONValue(advice), "unknown_sessions": .integer(unknownSessions),
            "missed_events": .integer(missedEvents), "unknown_calls": .integer(unknownCalls),
            "fetched_at": .string(fetchedAt.iso8601),
            "age_ms": JSONValue(ageMilliseconds(at: now)),
        ]
    }
}

extension QuotaWindow {
    /// `{"provider","label","used_percent","resets_at","time_to_limit_ms","read_at","age_ms"}`.
    package func json(at now: Timestamp) -> JSONValue {
        [
            "provider": .string(provider), "label": .string(label), "used_percent": .decimal(usedPercent),
            "resets_at": JSONValue(resetsAt?.iso8601), "time_to_limit_ms": JSONValue(timeToLimitMilliseconds),
            "read_at": .string(readAt.iso8601), "age_ms": .integer(ageMilliseconds(at: now)),
        ]
    }

    /// Percent used, exactly: 42.5.
    package var usedPercent: Decimal { Decimal(hundredths: usedHundredths) }
}
