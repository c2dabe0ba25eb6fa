// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// Answers that come in pages.
@Suite struct PagingTests {
    private func link(_ response: TestResponse) -> String? {
        HTTPFields.Element.Name("Link").flatMap { response.headers[$0] }
    }

    @Test(arguments: ["/api/v1/events?limit=2&agent=main", "/api/v1/sessions/s1?limit=2"])
    func `the address of the next page leads to what follows, until there is no more`(first: String) async throws {
        let served = try await Served().with((1...5).map { .call($0, minutesAgo: $0) })
        try await served.application.test(.router) { client in
            var (target, ids) = (String?.some(first), [String]())
            while let asked = target {
                target = try await client.execute(uri: asked, method: .get) { response in
                    let calls = response.json?["events"] ?? response.json?["call_list"]
                    ids += (calls?.elements ?? []).compactMap { $0["id"]?.text }
                    #expect((link(response) == nil) == (response.json?["next"] == .null))
                    let told = link(response)?.split(separator: ">").first?.dropFirst()
                    return told.map(String.init)
                }
            }
            #expect(ids.count == 5 && Set(ids).count == 5)
        }
    }

    @Test func `conversations come page by page, each once`() async throws {
        let served = try await Served().with((1...5).map { .call($0, session: "s\($0)", cost: .reported(cents: $0)) })
        try await served.application.test(.router) { client in
            var (target, keys) = (String?.some("/api/v1/sessions?limit=2&tz=UTC"), [String]())
            while let asked = target {
                target = try await client.execute(uri: asked, method: .get) { response in
                    keys += (response.json?["sessions"]?.elements ?? []).compactMap { $0["session_id"]?.text }
                    return link(response)?.split(separator: ">").first.map { String($0.dropFirst()) }
                }
            }
            #expect(keys == ["s5", "s4", "s3", "s2", "s1"])
        }
    }

    @Test func `what a cursor holds is encoded in the address`() async throws {
        let facts = SessionFacts(
            session: SessionID(harness: "openclaw", agent: "main", id: "run é&1"), key: "agent:main:cron:j1:run:1",
            kind: .cron, cronJob: "j1")
        let second = SessionFacts(
            session: SessionID(harness: "openclaw", agent: "main", id: "run 2"), key: "agent:main:cron:j1:run:2",
            kind: .cron, cronJob: "j1")
        let served = try await Served().with(
            [.call(1, minutesAgo: 5, session: "run é&1"), .call(2, minutesAgo: 9, session: "run 2")],
            sessions: [facts, second])
        try await served.application.test(.router) { client in
            let told = try await client.execute(uri: "/api/v1/cron-jobs/j1?limit=1", method: .get) { link($0) }
            let target = try #require(told?.split(separator: ">").first?.dropFirst())
            #expect(target.utf8.allSatisfy { $0 < 0x80 } && target.contains("run%20%C3%A9%261"))
            try await client.execute(uri: String(target), method: .get) { response in
                #expect(response.json?["runs"]?.elements.first?["session_id"] == "run 2")
                #expect(link(response) == nil)
            }
        }
    }
}
