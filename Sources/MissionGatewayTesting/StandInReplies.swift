// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
package import MissionCore

/// Answers of the shape that gateways give, made up by hand.
package enum StandInReplies {
    /// As of April 2026.
    package static let april: [String: JSONValue] = [
        "usage.status": [
            "updatedAt": 1_795_239_080_936,
            "providers": [
                [
                    "provider": "anthropic", "displayName": "Claude", "plan": "Max",
                    "windows": [["label": "5h", "usedPercent": 42, "resetAt": 1_795_250_000_000]],
                ]
            ],
        ],
        "usage.cost": ["updatedAt": 1_795_239_081_070, "days": 2, "daily": [], "totals": totals],
        "sessions.usage": [
            "updatedAt": .decimal(Decimal(17_952_384_082_855_566) / 10_000), "startDate": "2026-10-23",
            "endDate": "2026-11-21", "sessions": [], "totals": totals,
        ],
        "sessions.list": ["ts": 1_795_239_081_092, "path": "(multiple)", "count": 0, "sessions": []],
        "sessions.subscribe": ["subscribed": true],
        "agents.list": ["defaultId": "main", "mainKey": "main", "scope": "per-sender", "agents": [["id": "main"]]],
        "models.list": ["models": []],
        "cron.list": ["jobs": [], "total": 0, "offset": 0, "limit": 0, "hasMore": false, "nextOffset": nil],
        "cron.runs": ["entries": [], "total": 0, "offset": 0, "limit": 50, "hasMore": false, "nextOffset": nil],
        "sessions.usage.timeseries": ["sessionId": "11111111-1111-4111-8111-111111111111", "points": []],
        "status": ["runtimeVersion": "2026.4.12", "channelSummary": [], "sessions": ["paths": [], "count": 1]],
        "health": ["ok": true, "ts": 1_795_239_080_935, "durationMs": 0],
    ]

    private static let totals: JSONValue = [
        "input": 112, "output": 395, "cacheRead": 21_000, "cacheWrite": 1500, "totalTokens": 23_007, "totalCost": 0,
        "missingCostEntries": 0,
    ]

    /// What it says when it lets somebody in.
    static func hello(
        _ behaviour: StandInBehaviour, auth: JSONValue?, connection: String
    ) -> JSONValue {
        let milliseconds =
            behaviour.tickInterval.components.seconds * 1000
            + behaviour.tickInterval.components.attoseconds / 1_000_000_000_000_000
        let start: JSONValue = [
            "type": "hello-ok", "protocol": .integer(behaviour.protocolVersion),
            "server": ["version": .string(behaviour.version), "connId": .string(connection)],
            // Real ones do not list `sessions.usage`, though they know it.
            "features": [
                "methods": ["health", "status", "usage.status", "usage.cost", "sessions.list", "cron.list"],
                "events": ["connect.challenge", "session.message", "sessions.changed", "tick", "shutdown"],
            ],
            "snapshot": [
                "presence": [], "health": [:], "stateVersion": ["presence": 2, "health": 1], "uptimeMs": 14_206,
            ],
        ]
        let end: JSONValue = [
            "policy": [
                "maxPayload": 26_214_400, "maxBufferedBytes": 52_428_800, "tickIntervalMs": .integer(milliseconds),
            ]
        ]
        return start.appending(auth.map { ["auth": $0] } ?? [:]).appending(end)
    }
}
