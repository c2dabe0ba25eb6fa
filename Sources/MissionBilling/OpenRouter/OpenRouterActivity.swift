// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// `GET /api/v1/activity`: a day's amounts, tokens and requests by model and endpoint. It has no pages; a day is asked for by date.
enum OpenRouterActivity {
    static func page(_ answer: AnswerPart) throws(BillingError) -> BillingPage {
        var lines: [CivilDay: [BilledLine]] = [:]
        for item in try answer.list("data") { lines[try day(item), default: []].append(try line(item)) }
        let days = lines.sorted { $0.key < $1.key }.map { BillingPage.Day(day: $0.key, lines: $0.value) }
        return BillingPage(days: days, next: nil)
    }

    /// The date, which may have a midnight behind it.
    private static func day(_ item: AnswerPart) throws(BillingError) -> CivilDay {
        guard let day = CivilDay(String(try item.text("date").prefix(10))) else {
            throw item.malformed("date", expected: "a day such as 2026-11-21")
        }
        return day
    }

    /// `usage` is what credits were spent; what a key of one's own paid elsewhere stands apart.
    private static func line(_ item: AnswerPart) throws(BillingError) -> BilledLine {
        BilledLine(
            .tokens, model: try item.text("model"), item: try item.name("provider_name"),
            amount: try item.amount("usage"),
            tokens: BilledTokens(input: try item.count("prompt_tokens"), output: try item.count("completion_tokens")),
            requests: try item.count("requests"), ownKeyAmount: try item.amount("byok_usage_inference"))
    }
}
