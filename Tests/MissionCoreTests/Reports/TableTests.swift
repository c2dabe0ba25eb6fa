// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Tables` {
    private func table(width: Int?, color: Bool = false, unicode: Bool = true) async throws -> String {
        let request = ReportRequest(zone: try Ledgers.berlin())
        let answer = try await UsageReport.models.answer(request, from: try await Ledgers.mixed())
        return answer.document.rendered(as: .table, style: TableStyle(width: width, color: color, unicode: unicode))
    }

    @Test(arguments: [120, 100, 80, 60, 40])
    func `a table fits the terminal as before`(width: Int) async throws {
        let text = try await table(width: width)
        try Golden.check(text, "tables/models-\(width).txt")
        let body = text.split(separator: "\n\n")[1]
        #expect(body.split(separator: "\n").allSatisfy { $0.count <= width })
    }

    @Test func `colour is escape sequences around the same text`() async throws {
        let plain = try await table(width: nil)
        let colored = try await table(width: nil, color: true)
        #expect(colored != plain)
        #expect(colored.replacing(/\u{1b}\[[0-9]*m/, with: "") == plain)
    }

    @Test func `a plain terminal gets plain characters`() async throws {
        let text = try await table(width: 60, unicode: false)
        #expect(text.utf8.allSatisfy { $0 < 128 })
    }

    @Test func `a name from a log cannot move the cursor`() async throws {
        let event = Fixtures.event(session: Fixtures.session(agent: "evil\u{1b}[2J\u{202e}\n"))
        let answer = try await UsageReport.agents.answer(
            ReportRequest(), from: try await Ledgers.ledger([event]))
        let text = answer.document.rendered(as: .table)
        #expect(text.contains("evil\u{fffd}[2J\u{fffd}\u{fffd}"))
        #expect(!text.contains("\u{1b}"))
    }

    @Test func `wide characters keep the columns straight`() async throws {
        let events = ["日本語", "plain", "🙂"].enumerated().map { index, agent in
            Fixtures.event(index, session: Fixtures.session("s\(index)", agent: agent))
        }
        let answer = try await UsageReport.agents.answer(
            ReportRequest(), from: try await Ledgers.ledger(events))
        try Golden.check(answer.document.rendered(as: .table), "tables/wide.txt")
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1.0K"), (1049, "1.0K"), (1050, "1.1K"), (9949, "9.9K"), (9950, "10K"),
        (99_499, "99K"),
        (999_499, "999K"), (999_500, "1.0M"), (1_234_567, "1.2M"), (12_345_678, "12M"), (5_000_000_000, "5.0B"),
        (-1500, "-1.5K"), (Int64.max, "9223P"),
    ])
    func `large counts are cut to what one reads`(count: Int64, text: String) {
        #expect(count.compactString == text)
    }

    @Test(arguments: [200, 72])
    func `sessions are shown with what people know them by`(width: Int) async throws {
        let sessions = try await Ledgers.mixed().sessions(matching: UsageQuery(), limit: 10)
        let range = ReportRange(since: nil, until: nil, zone: try Ledgers.berlin())
        try Golden.check(
            SessionList(sessions, range: range).document.text(TableStyle(width: width)), "tables/sessions-\(width).txt")
    }

    @Test func `no sessions are a sentence`() {
        let range = ReportRange(since: nil, until: nil, zone: .utc)
        #expect(SessionList([], range: range).document.text() == "No sessions match.\n")
    }
}
