// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionTesting
internal import OpenClawFormat
internal import Testing

/// Answers of gateways, written as JSON.
enum Gateways {
    /// 21 November 2026, 12:00 UTC.
    static let now = Timestamp(milliseconds: 1_795_262_400_000)

    static func json(_ text: String) throws -> JSONValue {
        try #require(JSONValue(parsing: Data(text.utf8)))
    }

    /// The usage from what `usage.cost` and `usage.status` answered.
    static func usage(cost: String, status: String = "{}", prices: PriceBook? = nil) throws -> RuntimeUsage {
        RuntimeUsage(
            gatewayID: "gw-1",
            reading: GatewayReading(
                isReachable: true, figures: GatewayFigures(cost: try json(cost), status: try json(status)),
                fetchedAt: now),
            prices: try prices ?? TestPrices.book(), now: now)
    }

    /// The usage of one session, given as the members of its object.
    static func session(_ members: String, status: String = "{}", prices: PriceBook? = nil) throws -> RuntimeUsage {
        try usage(cost: #"{"sessions":[{\#(members)}]}"#, status: status, prices: prices)
    }
}
