// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionBilling

@Suite struct `Saved answers` {
    @Test(arguments: [
        (Answers.anthropicUsage, BillingEndpoint.anthropicUsage), (Answers.anthropicCosts, .anthropicCosts),
        (Answers.openaiUsage, .openaiUsage), (Answers.openaiCosts, .openaiCosts),
        (Answers.openrouterActivity, .openrouterActivity),
    ])
    func `an answer is known by its shape`(text: String, endpoint: BillingEndpoint) throws {
        #expect(SavedAnswer.endpoint(of: try Answers.json(text)) == endpoint)
    }

    @Test func `a saved answer is read as a fetched one is`() throws {
        let days = try SavedAnswer.days(Data(Answers.openaiCosts.utf8), now: Fixtures.noon)
        #expect(days.map(\.day) == [Answers.day] && days.first?.fetchedAt == Fixtures.noon)
        let fetched = try Answers.page(Answers.openaiCosts, .openaiCosts)
        #expect(days.first?.lines == fetched.days.first?.lines)
    }

    @Test func `the first of several pages is refused, because a day may go on`() {
        #expect(throws: BillingError.self) {
            try SavedAnswer.days(Data(Answers.anthropicUsage.utf8), now: Fixtures.noon)
        }
    }

    @Test(arguments: ["", "{", "[]", "{}", "{\"data\":[]}", "{\"error\":{\"message\":\"no\"}}", "null"])
    func `what is no report is refused`(text: String) {
        #expect(throws: BillingError.self) { try SavedAnswer.days(Data(text.utf8), now: Fixtures.noon) }
    }

    @Test func `an empty report says nothing unless somebody says what was asked`() throws {
        let empty = Data("{\"data\":[],\"has_more\":false,\"next_page\":null}".utf8)
        #expect(try SavedAnswer.days(empty, of: .anthropicCosts, now: Fixtures.noon) == [])
    }
}
