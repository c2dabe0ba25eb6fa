// Mission Control
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MissionBilling
import MissionCore
import MissionTesting
import Testing

@testable import mctl

/// What can be asked about bills.
@Suite struct ReconcileTests {
    @Test(arguments: [
        ["reconcile"], ["reconcile", "--provider", "openai", "--provider", "anthropic", "--last", "7d", "--json"],
        ["reconcile", "fetch", "--csv"], ["reconcile", "key"],
        ["reconcile", "import", "-", "--endpoint", "openai/costs"],
        ["reconcile", "--provider", "openai", "--base-url", "http://127.0.0.1:9300"],
        ["reconciliation", "--month", "2026-10"],
    ])
    func `questions that make sense are understood`(arguments: [String]) throws {
        #expect(CommandNames.mistake(in: arguments, of: Mctl.self) == nil)
        _ = try Mctl.parseAsRoot(arguments)
    }

    @Test(arguments: [
        ["reconcile", "--provider", "google"], ["reconcile", "--json", "--csv"], ["reconciliation", "--md", "--csv"],
        ["reconcile", "--base-url", "http://127.0.0.1:9300"], ["reconciliation", "--limit", "0"],
        ["reconcile", "--provider", "openai", "--provider", "anthropic", "--base-url", "http://127.0.0.1:9300"],
        ["reconcile", "--provider", "openai", "--base-url", "https://api.openai.com.evil.test"],
        ["reconcile", "credits", "--base-url", "http://localhost:9300"], ["reconcile", "generation", "a b"],
        ["reconcile", "key", "set", "openai", "sk-admin-on-the-command-line"], ["reconcile", "key", "set", "google"],
        ["reconciliation", "--agent", "main"], ["reconcile", "--since", "today"],
    ])
    func `what makes no sense is a mistake in usage`(arguments: [String]) throws {
        let error = try #require(throws: (any Error).self) { try Mctl.parseAsRoot(arguments) }
        #expect(Mctl.exitCode(for: error).rawValue == ExitStatus.usage.rawValue)
    }

    @Test func `days are UTC days, whatever zone is asked for`() throws {
        let options = try BillOptions.parse(["--last", "2d", "--provider", "openai"])
        // 2026-11-21 in Berlin, 2026-11-20 in UTC.
        let now = try #require(Timestamp(iso8601: "2026-11-20T23:30:00Z"))
        let request = try options.request(now)
        #expect(request.zone == .utc && request.since?.description == "2026-11-19")
        #expect(request.parameters == ["provider": ["openai"]])
        #expect(try options.days(now).all.map(\.description) == ["2026-11-19"])
    }
}
