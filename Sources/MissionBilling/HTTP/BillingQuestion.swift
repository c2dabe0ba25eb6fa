// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Paths and queries as providers document them.
enum BillingQuestion {
    /// The path and query that ask an endpoint about UTC days.
    ///
    /// - Parameter page: The name of a page that an answer gave; nil for the first. OpenRouter has none: it is asked day by day.
    static func target(_ endpoint: BillingEndpoint, _ days: ClosedRange<CivilDay>, page: String? = nil) -> String {
        let query: [(String, String)] =
            switch endpoint {
            case .anthropicUsage:
                anthropic(days) + [("group_by[]", "model"), ("group_by[]", "service_tier")]
            case .anthropicCosts: anthropic(days) + [("group_by[]", "description")]
            case .openaiUsage:
                openai(days) + [
                    ("limit", "31"), ("group_by", "model"), ("group_by", "batch"), ("group_by", "service_tier"),
                ]
            case .openaiCosts: openai(days) + [("limit", "180"), ("group_by", "line_item")]
            case .openrouterActivity: [("date", days.lowerBound.description)]
            }
        return path(endpoint) + "?" + encoded(query + (page.map { [("page", $0)] } ?? []))
    }

    private static func path(_ endpoint: BillingEndpoint) -> String {
        switch endpoint {
        case .anthropicUsage: "/v1/organizations/usage_report/messages"
        case .anthropicCosts: "/v1/organizations/cost_report"
        case .openaiUsage: "/v1/organization/usage/completions"
        case .openaiCosts: "/v1/organization/costs"
        case .openrouterActivity: "/api/v1/activity"
        }
    }

    private static func anthropic(_ days: ClosedRange<CivilDay>) -> [(String, String)] {
        let end = days.upperBound.advanced(by: 1)
        return [
            ("starting_at", "\(days.lowerBound)T00:00:00Z"), ("ending_at", "\(end)T00:00:00Z"), ("bucket_width", "1d"),
            ("limit", "31"),
        ]
    }

    private static func openai(_ days: ClosedRange<CivilDay>) -> [(String, String)] {
        let end = days.upperBound.advanced(by: 1)
        return [
            ("start_time", "\(days.lowerBound.number * 86_400)"), ("end_time", "\(end.number * 86_400)"),
            ("bucket_width", "1d"),
        ]
    }

    /// `OpenRouter`'s question about one request.
    static func generation(_ id: String) -> String { "/api/v1/generation?" + encoded([("id", id)]) }

    /// `OpenRouter`'s question about credits.
    static let credits = "/api/v1/credits"

    private static func encoded(_ query: [(String, String)]) -> String {
        query.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    }

    /// Everything but letters, digits and `-._~` as `%XX`: names of pages hold `=` and `+`.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "-._~".utf8.contains(byte)
                }
            if isPlain { return String(UnicodeScalar(byte)) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
