// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// A run that is told by its log and by a webhook.
@Suite struct CronWebhookTests {
    @Test(arguments: [true, false])
    func `log and webhook are one row, whichever comes first`(isLogFirst: Bool) async throws {
        let (home, desk) = (try TemporaryHome(), try Desk())
        let line = Run.line(session: "r1")
        // A webhook does not say when it was sent.
        let posted = line.replacing(#""ts":1772359265000,"#, with: "")
        #expect(posted != line)
        let push = try #require(PushEndpoints.cronWebhook.read(Array(posted.utf8), .object))
        try home.write("cron/runs/j1.jsonl", line)
        if isLogFirst { try await desk.read(home.source) }
        _ = try await desk.ledger.push(push.batch, key: nil) { _ in "" }
        if !isLogFirst { try await desk.read(home.source) }
        let events = try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 9)
        #expect(events.count == 1)
        #expect(events.first?.event.at == Timestamp(milliseconds: 1_772_359_265_000))
        #expect(events.first?.session.cronJob == "j1")
    }
}
