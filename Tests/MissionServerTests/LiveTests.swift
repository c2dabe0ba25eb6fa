// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import Testing

/// The live feed, from a change of the ledger to a browser.
@Suite(.ownThreads) struct LiveTests {
    /// Listens until the feed ends and tells what came.
    private func listen(
        _ served: Served, lastEventID: String? = nil, while change: @Sendable @escaping () async throws -> Void
    ) async throws -> TestClient.Response {
        try await served.application.test(.live) { client in
            let port = try #require(client.port)
            var headers: HTTPFields = [:]
            if let lastEventID, let name = HTTPFields.Element.Name("Last-Event-ID") { headers[name] = lastEventID }
            let request = TestClient.Request(
                "/api/v1/live", method: .get, authority: "localhost:\(port)", headers: headers)
            async let response = TestClient.withClient(host: "localhost", port: port, configuration: .patient) {
                try await $0.execute(request)
            }
            while served.feed.listenerCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
            try await change()
            served.feed.finish()
            return try await response
        }
    }

    @Test func `a listener hears where the ledger stands and every later change`() async throws {
        let served = try await Served().with([.call(1)])
        let generation = try await served.ledger.state().generation
        let response = try await listen(served) {
            served.feed.publish(generation: generation + 1, newestEvent: Served.now)
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(response.status == .ok)
        #expect(response.headers[.contentType] == "text/event-stream; charset=utf-8")
        #expect(response.text.hasPrefix("retry: 2000\n"))
        #expect(response.text.contains("id: \(generation)\nevent: ledger\n"))
        #expect(response.text.contains("id: \(generation + 1)\nevent: ledger\n"))
        #expect(response.text.contains("\"newest_event_at\":\"\(Served.now.iso8601)\""))
        #expect(!response.text.contains("claude") && !response.text.contains("cost"))
    }

    @Test func `a listener that comes back hears only what it has missed`() async throws {
        let served = try await Served().with([.call(1)])
        let generation = try await served.ledger.state().generation
        let current = try await listen(served, lastEventID: "\(generation)") {}
        #expect(!current.text.contains("id: "))

        let missed = try await Served().with([.call(1)])
        let late = try await listen(missed, lastEventID: "\(generation - 1)") {}
        #expect(late.text.contains("id: \(generation)\n"))
    }

    @Test func `a ledger that was replaced by a younger one is news too`() async throws {
        let served = try await Served().with([.call(1)])
        let generation = try await served.ledger.state().generation
        let response = try await listen(served, lastEventID: "\(generation + 1000)") {
            served.feed.publish(generation: generation + 1, newestEvent: nil)
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(response.text.contains("id: \(generation)\n"))
        #expect(response.text.contains("id: \(generation + 1)\n"))
    }

    @Test func `an open stream does not keep the program from stopping`() async throws {
        let served = Served()
        let listener = try await served.application.test(.live) { client in
            let port = try #require(client.port)
            let request = TestClient.Request("/api/v1/live", method: .get, authority: "localhost:\(port)")
            let task = Task(executorPreference: OwnThreads.executor) {
                try await TestClient.withClient(host: "localhost", port: port, configuration: .patient) {
                    try await $0.execute(request)
                }
            }
            while served.feed.listenerCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
            return task
        }
        #expect(try await listener.value.status == .ok)
        #expect(served.feed.listenerCount == 0)
    }

    @Test func `a slow listener gets the last state, and nothing piles up`() async {
        let feed = LiveFeed()
        let stream = feed.subscribe()
        for generation in 1...1000 { feed.publish(generation: Int64(generation), newestEvent: nil) }
        feed.finish()
        var heard: [Int64] = []
        for await event in stream { heard.append(event.generation) }
        #expect(heard == [1000])
    }

    @Test func `an older generation is no news`() async {
        let feed = LiveFeed()
        feed.publish(generation: 5, newestEvent: nil)
        feed.publish(generation: 4, newestEvent: nil)
        #expect(feed.latest?.generation == 5)
    }

    @Test func `a listener that goes away is forgotten`() async throws {
        let feed = LiveFeed()
        let task = Task { for await _ in feed.subscribe() {} }
        while feed.listenerCount == 0 { await Task.yield() }
        task.cancel()
        await task.value
        #expect(feed.listenerCount == 0)
    }
}
