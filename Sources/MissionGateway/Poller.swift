// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import OpenClawFormat

/// Asks a gateway from time to time what was used, one question after another.
struct Poller: Sendable {
    let connection: GatewayConnection
    let memory: GatewayMemory
    let outbox: GatewayOutbox
    let follower: GatewayFollower
    let onReading: @Sendable (GatewayReading) async -> Void

    /// Runs until it is cancelled or the connection ends.
    func run() async throws {
        let pace = follower.pace
        var statusDue = ContinuousClock.now
        while true {
            if statusDue <= .now {
                let status = try await ask(.status) { try await connection.usageStatus() }
                memory.update { $0.status = status }
                statusDue = .now + pace.aboutAsLong(pace.status)
                await onReading(follower.reading(memory, connection.hello))
            }
            if memory.update({ $0.heavyDue }) <= .now {
                try await askHeavily()
                await onReading(follower.reading(memory, connection.hello))
            }
            let next = min(statusDue, memory.update { $0.heavyDue })
            try await pace.sleep(max(.milliseconds(1), ContinuousClock.now.duration(to: next)))
        }
    }

    /// What makes the gateway add up all its transcripts; while it does, it answers nobody.
    private func askHeavily() async throws {
        let pace = follower.pace
        // Should the connection end over it, the next one does not begin with the same.
        memory.update { state in
            state.heavyAsked = .now
            state.heavyDue = .now + pace.heavyAfterFailure
        }
        let cost = try await ask(.cost) { try await connection.usageCost(days: 30) }
        memory.update { $0.cost = cost }
        try await askForSessions()
        try await askForJobs()
        try await askForPrices()
        let wait = pace.aboutAsLong(pace.heavy)
        memory.update { state in
            let hasFailed = !state.figures.answered.isSuperset(of: [.cost, .sessions])
            state.heavyDue = .now + (hasFailed ? pace.heavyAfterFailure : wait)
        }
    }

    private func askForSessions() async throws {
        let limit = memory.update { state in
            state.isAskingForSessions = true
            return state.sessionLimit
        }
        let answer = try await ask(.sessions) { try await connection.sessionsUsage(limit: limit) }
        memory.update { state in
            state.isAskingForSessions = false
            state.figures.take(sessionsUsage: answer)
            state.note(consumed: answer, at: follower.clock.now, follower.pace)
        }
    }

    /// The answer; nil when the method failed: what was true ten minutes ago is not shown as if it were true now.
    private func ask(
        _ method: GatewayFigures.Method, _ question: () async throws -> JSONValue
    ) async throws -> JSONValue? {
        do {
            let answer = try await question()
            memory.update { $0.failures[method.rawValue] = nil }
            return answer
        } catch let error as GatewayError where error.concernsOneMethod {
            memory.update { $0.failures[method.rawValue] = error }
            return nil
        }
    }

    /// What models cost that only the gateway's configuration knows.
    private func askForPrices() async throws {
        do {
            let prices = try await connection.modelPrices()
            memory.update { $0.prices = prices }
        } catch let error as GatewayError where error.concernsOneMethod {
            // Most versions tell none; a price that was known stays so.
        }
    }

    /// Jobs' names, and runs of theirs that went by unheard.
    private func askForJobs() async throws {
        do {
            let jobs = try await connection.cronList()
            let known = memory.update { $0.runs }
            let runs = try await connection.cronRuns { run in run.event.map { known.contains($0.id) } ?? false }
            await outbox.put { batch in
                batch.cronJobs += jobs
                batch.sessions += runs.compactMap(\.facts)
                batch.cronRuns += runs.compactMap(\.run)
                batch.events += runs.compactMap(\.event).filter { !known.contains($0.id) }.map(follower.placed)
            }
            memory.update { state in
                let new = runs.filter { run in run.event.map { !known.contains($0.id) } ?? false }
                state.note(new, at: follower.clock.now, follower.pace)
                state.runs = Set(runs.compactMap(\.event?.id)).union(state.runs.count < 50_000 ? state.runs : [])
                state.failures["cron.runs"] = nil
            }
        } catch let error as GatewayError where error.concernsOneMethod {
            memory.update { $0.failures["cron.runs"] = error }
        }
    }
}
