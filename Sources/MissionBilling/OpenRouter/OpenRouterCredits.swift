// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// `GET /api/v1/credits`: what an account bought and used in all.
package struct OpenRouterCredits: Hashable, Sendable {
    /// Credits bought, in dollars.
    package let bought: Money
    /// Credits used.
    package let used: Money

    /// What is left; below zero where more was used than bought.
    package var left: Money { bought - used }

    init(_ json: JSONValue) throws(BillingError) {
        let data = try AnswerPart(json, place: "answer").part("data")
        bought = try data.amount("total_credits")
        used = try data.amount("total_usage")
    }

    /// `{"bought","used","left"}`.
    package var json: JSONValue {
        ["bought": bought.json, "used": used.json, "left": left.json]
    }
}
