// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A result of `GET /v1/organizations/cost_report`: an amount in cents, as decimal text.
enum AnthropicCosts {
    static func line(_ result: AnswerPart) throws(BillingError) -> BilledLine {
        try result.checkCurrency("currency")
        guard result.value.at("amount")?.text != nil else {
            throw result.malformed("amount", expected: "cents as decimal text")
        }
        let type = try result.name("cost_type")
        let kind = type.flatMap(BilledLine.Kind.init) ?? .other
        return BilledLine(
            kind, model: kind == .tokens ? try result.name("model") : nil,
            item: try result.name("description") ?? type ?? "costs", tier: try result.name("service_tier"),
            amount: try result.amount("amount", digits: 7))
    }
}
