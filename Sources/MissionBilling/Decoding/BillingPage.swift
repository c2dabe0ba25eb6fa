// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// One page of an answer.
struct BillingPage: Hashable {
    /// What it says about a UTC day; without lines, that there was nothing.
    struct Day: Hashable {
        var day: CivilDay
        var lines: [BilledLine]
    }

    var days: [Day]
    /// The name of the next page; nil on the last.
    var next: String?
}

extension BillingPage {
    /// The page of an answer as its endpoint documents it.
    ///
    /// - Throws: ``BillingError/malformed(_:expected:)`` or ``BillingError/currency(_:)``. What is missing is never taken for zero.
    init(_ json: JSONValue, of endpoint: BillingEndpoint) throws(BillingError) {
        let answer = AnswerPart(json, place: endpoint.rawValue)
        switch endpoint {
        case .anthropicUsage:
            self = try Self.buckets(answer, AnthropicBucket.day, AnthropicUsage.line)
        case .anthropicCosts:
            self = try Self.buckets(answer, AnthropicBucket.day, AnthropicCosts.line)
        case .openaiUsage:
            self = try Self.buckets(answer, OpenAIBucket.day, OpenAIUsage.line)
        case .openaiCosts:
            self = try Self.buckets(answer, OpenAIBucket.day, OpenAICosts.line)
        case .openrouterActivity:
            self = try OpenRouterActivity.page(answer)
        }
    }

    /// Buckets with results, and what follows them.
    private static func buckets(
        _ answer: AnswerPart, _ day: (AnswerPart) throws(BillingError) -> CivilDay,
        _ line: (AnswerPart) throws(BillingError) -> BilledLine
    ) throws(BillingError) -> BillingPage {
        var days: [Day] = []
        for bucket in try answer.list("data") {
            var lines: [BilledLine] = []
            for result in try bucket.list("results") { lines.append(try line(result)) }
            days.append(Day(day: try day(bucket), lines: lines))
        }
        guard try answer.flag("has_more") else { return BillingPage(days: days, next: nil) }
        return BillingPage(days: days, next: try answer.text("next_page"))
    }
}
