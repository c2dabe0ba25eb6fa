// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionBilling

@Suite struct `Questions` {
    private let days = Answers.day...Answers.day.advanced(by: 1)

    @Test(arguments: [
        (
            BillingEndpoint.anthropicUsage,
            "/v1/organizations/usage_report/messages?starting_at=2026-11-20T00%3A00%3A00Z&ending_at=2026-11-22T00%3A00%3A00Z"
                + "&bucket_width=1d&limit=31&group_by%5B%5D=model&group_by%5B%5D=service_tier"
        ),
        (
            .anthropicCosts,
            "/v1/organizations/cost_report?starting_at=2026-11-20T00%3A00%3A00Z&ending_at=2026-11-22T00%3A00%3A00Z"
                + "&bucket_width=1d&limit=31&group_by%5B%5D=description"
        ),
        (
            .openaiUsage,
            "/v1/organization/usage/completions?start_time=1795132800&end_time=1795305600&bucket_width=1d&limit=31"
                + "&group_by=model&group_by=batch&group_by=service_tier"
        ),
        (
            .openaiCosts,
            "/v1/organization/costs?start_time=1795132800&end_time=1795305600&bucket_width=1d&limit=180&group_by=line_item"
        ),
        (.openrouterActivity, "/api/v1/activity?date=2026-11-20"),
    ])
    func `days and groups are asked for as documented`(endpoint: BillingEndpoint, target: String) {
        #expect(BillingQuestion.target(endpoint, days) == target)
    }

    @Test func `a page's name is encoded`() {
        let target = BillingQuestion.target(.openaiCosts, days, page: "page_AA+/=&x=1")
        #expect(target.hasSuffix("&page=page_AA%2B%2F%3D%26x%3D1"))
        #expect(BillingQuestion.generation("gen 1&x") == "/api/v1/generation?id=gen%201%26x")
    }
}
