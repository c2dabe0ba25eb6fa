// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// The live feed as Server-Sent Events.
///
/// An event carries where the ledger stands and nothing of what it says: who wants figures asks for them.
struct LiveRoute: Sendable {
    let feed: LiveFeed
    let reader: any LedgerReader
    /// Between two signs of life, so that both ends notice a broken connection.
    var heartbeat: Duration = .seconds(15)
    /// What a browser waits before it connects again.
    static let retryMilliseconds = 2000

    var route: Route {
        Route("/api/v1/live", Self.operation) { request, context in
            let known = lastEventID(of: request)
            let state = try await reader.state()
            let start = LiveEvent(generation: state.generation, newestEvent: state.newestEvent)
            return Response(
                status: .ok,
                headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: "retry: \(Self.retryMilliseconds)\n: hello\n\n"))
                    try await send(from: start, knownTo: known, to: &writer) { context.isStillAllowed }
                    try await writer.finish(nil)
                })
        }
    }

    private static let operation = Operation(
        .service, "The live feed: an event whenever the ledger has changed, as Server-Sent Events.",
        detail:
            "An event says where the ledger stands and no figures; a client that lost its connection hears only what is new.",
        fields: [QueryParameter("Last-Event-ID", "The id of the last event that was received.", .string)],
        answer: OperationAnswer(
            summary: "Events `ledger` with `{\"generation\", \"newest_event_at\"}`; it does not end.",
            contents: [("text/event-stream", nil)]))

    /// A client that lost its connection says what it had; one that says nonsense has nothing.
    private func lastEventID(of request: Request) -> Int64? {
        HTTPFields.Element.Name("Last-Event-ID").flatMap { request.headers[$0] }.flatMap { Int64($0) }
    }

    private func send(
        from start: LiveEvent, knownTo known: Int64?, to writer: inout any ResponseBodyWriter,
        while isAllowed: () -> Bool
    ) async throws {
        var sent = known
        if start.generation != sent {
            try await writer.write(Self.text(start))
            sent = start.generation
        }
        // A wake says only "look": so one waiting wake is enough however slow the client is.
        let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                for await _ in feed.subscribe() { wake.yield() }
                wake.finish()
            }
            group.addTask {
                while !Task.isCancelled {
                    try await Task.sleep(for: heartbeat)
                    wake.yield()
                }
            }
            for await _ in wakes {
                // Whose token was revoked hears no more; the client asks again and is refused.
                guard isAllowed() else { break }
                if let latest = feed.latest, latest.generation > sent ?? .min {
                    try await writer.write(Self.text(latest))
                    sent = latest.generation
                } else {
                    try await writer.write(ByteBuffer(string: ": alive\n\n"))
                }
            }
        }
    }

    private static func text(_ event: LiveEvent) -> ByteBuffer {
        let data: JSONValue = [
            "generation": .integer(event.generation), "newest_event_at": JSONValue(event.newestEvent?.iso8601),
        ]
        return ByteBuffer(string: "id: \(event.generation)\nevent: ledger\ndata: \(data.text())\n\n")
    }
}
