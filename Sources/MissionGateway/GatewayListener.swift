// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSources

/// Listens to one connection's events: calls go to the outbox, and after a gap the sessions are looked at again.
struct GatewayListener: Sendable {
    let connection: GatewayConnection
    let memory: GatewayMemory
    let outbox: GatewayOutbox
    let pace: GatewayPace

    /// Subscribes. A gateway that does not know how is one whose calls only its transcripts tell.
    func subscribe() async throws {
        do {
            guard try await connection.subscribe() else {
                throw GatewayError.refused(.other(code: "", message: "no subscription"), method: "sessions.subscribe")
            }
            memory.update { $0.failures["sessions.subscribe"] = nil }
        } catch let error as GatewayError where error.concernsOneMethod {
            memory.update { $0.failures["sessions.subscribe"] = error }
        }
    }

    /// Runs until the connection ends, and throws why it did.
    ///
    /// - Parameter wasAway: Whether something may have happened between another connection and this one.
    func run(wasAway: Bool) async throws {
        let (gaps, gapFeed) = AsyncStream<Bool>.makeStream(bufferingPolicy: .bufferingNewest(1))
        gapFeed.yield(wasAway)
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await listen(gapFeed) }
            // Beside the listening: calls do not wait for a list.
            group.addTask {
                for await wasAway in gaps {
                    try await compare(wasAway: wasAway)
                    try await pace.sleep(pace.list)
                }
                throw CancellationError()
            }
            try await group.next()
        }
    }

    private func listen(_ gaps: AsyncStream<Bool>.Continuation) async throws {
        for try await event in connection.events {
            let (outcome, gap) = take(event)
            if outcome.event != nil || outcome.rejection != nil || outcome.run != nil || !outcome.facts.isEmpty {
                await outbox.put { batch in
                    batch.events += outcome.event.map { [$0] } ?? []
                    batch.rejections += outcome.rejection.map { [$0] } ?? []
                    batch.sessions += outcome.facts
                    batch.cronRuns += outcome.run.map { [$0] } ?? []
                }
            }
            if gap != .none { gaps.yield(gap == .messages) }
        }
        throw CancellationError()
    }

    private func take(_ event: GatewayEvent) -> (GatewayLiveParser.Outcome, MissedMessageTracker.Gap) {
        memory.update { state in
            state.events += 1
            if event.name == "shutdown" { state.announcedReturn = event.payload.at("restartExpectedMs")?.wholePart }
            let outcome = state.parser.parse(event, number: state.events)
            state.note(outcome, pace)
            return (outcome, state.heard.note(event, outcome))
        }
    }

    /// Asks for the list of sessions: what they are for, and which of them went on unheard.
    private func compare(wasAway: Bool) async throws {
        do {
            let rows = try await connection.sessionsList()
            memory.update { state in
                state.failures["sessions.list"] = nil
                let unheard = state.heard.compare(with: rows, wasAway: wasAway)
                state.note(rows, unheard: unheard, pace)
            }
            let facts = rows.flatMap { row in
                row.at("key")?.text.map { key in
                    OpenClawWire.facts(key: key, row: row, agent: row.at("agentId")?.text ?? "main")
                } ?? []
            }
            if !facts.isEmpty { await outbox.put { $0.sessions += facts } }
        } catch let error as GatewayError where error.concernsOneMethod {
            memory.update { $0.failures["sessions.list"] = error }
        }
    }
}

extension GatewayError {
    /// Whether one method failed, and the next may succeed.
    var concernsOneMethod: Bool {
        switch self {
        case .refused, .timedOut: true
        default: false
        }
    }
}
