// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MissionCore

/// An answer that somebody saved from a provider, read as the same answer is when it is fetched.
package enum SavedAnswer {
    /// The days that it tells about.
    ///
    /// - Parameters:
    ///   - data: One page as JSON.
    ///   - endpoint: What was asked; nil where the answer's own shape shows it.
    ///   - now: The moment that is kept as the time of asking.
    /// - Throws: ``BillingError``; also where it is only the first of several pages, because a day may continue on the next.
    package static func days(
        _ data: Data, of endpoint: BillingEndpoint? = nil, now: Timestamp
    ) throws(BillingError) -> [BilledDay] {
        guard let json = JSONValue(parsing: data) else { throw .malformed("answer", expected: "JSON") }
        guard let endpoint = endpoint ?? self.endpoint(of: json) else {
            throw .malformed("answer", expected: "a usage or cost report; say which with --endpoint")
        }
        let page = try BillingPage(json, of: endpoint)
        if page.next != nil {
            throw .malformed(
                "answer.has_more", expected: "false: there are more pages; ask for fewer days or a larger limit")
        }
        return page.days.map { BilledDay(endpoint, $0.day, fetchedAt: now, lines: $0.lines) }
    }

    /// What was asked, by what the answer is made of; nil where nothing in it shows that.
    static func endpoint(of json: JSONValue) -> BillingEndpoint? {
        let data = json.at("data")?.elements ?? []
        if data.contains(where: { $0.at("model_permaslug") != nil }) { return .openrouterActivity }
        let results = data.flatMap { $0.at("results")?.elements ?? [] }
        guard let first = results.first else { return nil }
        switch first.at("object")?.text {
        case "organization.costs.result": return .openaiCosts
        case "organization.usage.completions.result": return .openaiUsage
        default: break
        }
        if first.at("uncached_input_tokens") != nil { return .anthropicUsage }
        return first.at("cost_type") != nil || first.at("amount")?.text != nil ? .anthropicCosts : nil
    }
}
