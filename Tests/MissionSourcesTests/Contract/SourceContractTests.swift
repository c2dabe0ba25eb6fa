// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionTesting
import Testing

@testable import MissionSources

/// Every kind of source keeps what sources promise.
@Suite struct SourceContractTests {
    /// A producer for each kind; a kind without one fails the first test.
    static let subjects: [String: SourceContract.Factory] = [
        "openclaw": { try OpenClawSubject() },
        "claude-code": { try LogSubject(.claudeCode) },
        "codex": { try LogSubject(.codex) },
        "gemini": { try LogSubject(.gemini) },
        "opencode": { try OpenCodeSubject() },
        "call-database": { try CallDatabaseSubject() },
        "usage-log": { try LogSubject(.usageLog) },
        "pi": { try LogSubject(.pi) },
    ]

    @Test func `every kind of the catalogue is put through the contract`() {
        #expect(Set(Self.subjects.keys) == Set(SourceCatalog.all.map(\.kind)))
    }

    @Test(arguments: SourceContract.rules, subjects.keys.sorted())
    func `it is kept`(rule: SourceContract.Rule, kind: String) async throws {
        try await rule.check(try #require(Self.subjects[kind]))
    }
}
