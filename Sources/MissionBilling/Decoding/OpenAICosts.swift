// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// A result of `GET /v1/organization/costs`: an amount in dollars, a number or text, by line item.
enum OpenAICosts {
    static func line(_ result: AnswerPart) throws(BillingError) -> BilledLine {
        let amount = try result.part("amount")
        try amount.checkCurrency("currency")
        let item = try result.name("line_item")
        let model = item.flatMap(model)
        return BilledLine(
            model == nil ? .other : .tokens, model: model, item: item ?? "costs", amount: try amount.amount("value"))
    }

    /// The model of a line item such as `gpt-5.2-2025-12-11, cached input`; nil for one that is about something else.
    static func model(_ item: String) -> String? {
        guard let comma = item.range(of: ", ", options: .backwards) else { return nil }
        let (name, what) = (item[..<comma.lowerBound], item[comma.upperBound...].lowercased())
        let isAboutTokens = what.contains("input") || what.contains("output")
        return isAboutTokens && !name.isEmpty && !name.contains(where: \.isWhitespace) ? String(name) : nil
    }
}
