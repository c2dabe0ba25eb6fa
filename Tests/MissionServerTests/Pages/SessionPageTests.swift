// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// The list of conversations, and one of them.
@Suite struct SessionPageTests {
    private func page(_ served: Served, _ path: String, status: HTTPResponse.Status = .ok) async throws -> String {
        try await served.application.test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                #expect(response.status == status)
                return response.text
            }
        }
    }

    private func facts(_ id: String, key: String? = nil, label: String? = nil, parent: String? = nil) -> SessionFacts {
        SessionFacts(
            session: SessionID(harness: "openclaw", agent: "main", id: id), key: key, kind: .chat, label: label,
            parentKey: parent)
    }

    /// Where a text first stands.
    private func place(_ text: String, in page: String) -> String.Index {
        page.firstRange(of: text)?.lowerBound ?? page.endIndex
    }

    @Test func `the most expensive conversation comes first, and a column sorts those that are shown`() async throws {
        let served = try await Served().with(
            [
                .call(1, session: "cheap", cost: .reported(cents: 10)), .call(2, session: "cheap"),
                .call(3, session: "dear", cost: .reported(cents: 900)),
            ], sessions: [facts("cheap", label: "Cheap one"), facts("dear", label: "Dear one")])
        let byCost = try await page(served, "/sessions")
        #expect(place("Dear one", in: byCost) < place("Cheap one", in: byCost))
        #expect(byCost.contains("$9.00") && place("Cheap one", in: byCost) < byCost.endIndex)
        let byCalls = try await page(served, "/sessions?sort=calls&dir=desc")
        #expect(place("Cheap one", in: byCalls) < place("Dear one", in: byCalls))
        _ = try await page(served, "/sessions?sort=colour", status: .badRequest)
        _ = try await page(served, "/sessions?page=0", status: .badRequest)
        _ = try await page(served, "/sessions?page=11", status: .badRequest)
    }

    @Test func `a search finds names, keys, ids and agents in any case, and what a form's space stands for`()
        async throws
    {
        let served = try await Served().with(
            [
                .call(1, session: "aaa"), .call(2, session: "bbb"), .call(3, agent: "research", session: "ccc"),
            ], sessions: [facts("aaa", key: "agent:main:telegram:direct:+49", label: "Reading List"), facts("bbb")])
        for (query, id) in [
            ("reading+list", "Reading List"), ("TELEGRAM", "Reading List"), ("%2B49", "Reading List"), ("BBB", "bbb"),
            ("RESEARCH", "ccc"),
        ] {
            let found = try await page(served, "/sessions?q=\(query)")
            #expect(found.contains(">\(id)<"), "\(query)")
            #expect(found.ranges(of: "<tr>").count == 2, "\(query)")
        }
        let none = try await page(served, "/sessions?q=nobody")
        #expect(none.contains("No session of these days has “nobody”") && !none.contains("<table"))
    }

    @Test func `a key in full is found also where a thousand others cost more`() async throws {
        let many = (1...1001).map { UsageEvent.call($0, session: "s\($0)") }
        let served = try await Served().with(
            many + [.call(5000, session: "hidden", cost: .reported(cents: 1))],
            sessions: [facts("hidden", key: "agent:main:x")])
        #expect(try await page(served, "/sessions?q=agent:main:x").ranges(of: "<tr>").count == 2)
        let list = try await page(served, "/sessions?page=10")
        #expect(list.contains("901 to 1000") && !list.contains("Next 100") && list.contains("Previous 100"))
        #expect(list.contains("1,000 most expensive"))
    }

    @Test func `two conversations of one name are told apart, and each has its page`() async throws {
        let ids = ["11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "22222222-aaaa-4aaa-8aaa-aaaaaaaaaaaa"]
        let served = try await Served().with(
            [.call(1, session: ids[0]), .call(2, session: ids[1])],
            sessions: ids.map { facts($0, key: "agent:main:main", label: "Everyday") })
        let list = try await page(served, "/sessions")
        for id in ids {
            #expect(list.contains("\(id.prefix(8))… · began"), "\(id)")
            #expect(list.contains("href=\"/sessions/\(id)\""))
            #expect(try await page(served, "/sessions/\(id)").contains(id))
        }
        let both = try await page(served, "/sessions/agent%3Amain%3Amain")
        #expect(both.contains("2 conversations of this name") && both.contains("$0.50"))
    }

    @Test func `a key with colons and slashes has a page with strip, calls, family and explanation`() async throws {
        let key = "agent:main:hook:a/b"
        let served = try await Served().with(
            [
                .call(1, minutesAgo: 30, session: "one", cost: .reported(cents: 100)),
                .call(2, minutesAgo: 20, session: "one", cost: Cost(basis: .unpriced), status: .rateLimited),
                .call(3, minutesAgo: 10, session: "child", cost: .reported(cents: 50)),
            ], sessions: [facts("one", key: key), facts("child", key: "agent:main:subagent:x", parent: key)])
        let page = try await page(served, "/sessions/agent%3Amain%3Ahook%3Aa%2Fb")
        #expect(page.contains("mc-calls") && page.contains("mc-cumulative") && page.contains("mc-failed"))
        #expect(page.contains("data-figure=\"cost\"><span class=\"partial\""))
        #expect(page.contains("data-figure=\"with-children\">") && page.contains("1 session, 3 calls"))
        #expect(page.contains("href=\"/sessions/agent%3Amain%3Asubagent%3Ax\""))
        #expect(page.contains("rate limited") && page.contains("2 counted, 0 covered."))
        #expect(page.contains("session=agent%3Amain%3Ahook%3Aa%2Fb"))
        let child = try await self.page(served, "/sessions/child")
        #expect(child.contains("Started by") && child.contains(">\(key)</a>"))
    }

    @Test func `older calls follow page by page, each once`() async throws {
        let served = try await Served().with((1...130).map { .call($0, minutesAgo: $0, session: "one") })
        let first = try await page(served, "/sessions/one")
        let start = try #require(first.firstRange(of: "after=")?.upperBound)
        let next = first[start...].prefix { $0 != "\"" }
        let second = try await page(served, "/sessions/one?after=\(next)")
        func rows(_ page: String) -> Int {
            let start = place("data-section=\"calls\"", in: page)
            return page[start..<(page[start...].firstRange(of: "</table>")?.lowerBound ?? start)].ranges(of: "<tr>")
                .count - 1
        }
        #expect((rows(first), rows(second)) == (100, 30))
        #expect(second.contains(">Newest</a>") && !second.contains(">Older</a>"))
        _ = try await page(served, "/sessions/one?after=x", status: .badRequest)
    }

    @Test func `a session that is not there is no page`() async throws {
        try await Served().with([.call(1)]).application.test(.router) { client in
            try await client.execute(uri: "/sessions/nobody", method: .get) { response in
                #expect(response.status == .notFound)
                #expect(response.problemCode == "unknown_session")
            }
        }
    }

    @Test func `names from a log are text on both pages`() async throws {
        let name = "\"><svg onload=alert(1)>"
        let served = try await Served().with(
            [.call(1, session: name, model: name)],
            sessions: [
                SessionFacts(
                    session: SessionID(harness: "openclaw", agent: "main", id: name), key: name, channel: name,
                    label: name,
                    project: name, parentKey: name + "p")
            ])
        for path in ["/sessions", "/sessions?q=onload", "/sessions/%22%3E%3Csvg%20onload%3Dalert(1)%3E"] {
            #expect(try await !page(served, path).contains("<svg onload"), "\(path)")
        }
    }
}
