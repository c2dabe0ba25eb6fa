// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Synchronization

/// One connection after another, for as long as somebody follows.
struct GatewayRounds: Sendable {
    let follower: GatewayFollower
    let memory: GatewayMemory
    let outbox: GatewayOutbox
    let onReading: @Sendable (GatewayReading) async -> Void

    private var pace: GatewayPace { follower.pace }

    /// Never returns; it ends when it is cancelled.
    func run() async throws {
        var retries = ReconnectPolicy(pace)
        var credential: GatewayCredential? = follower.client.credential
        while true {
            let (error, stood) = try await attempt(&credential, &retries)
            let announced = memory.update { state in
                state.endConnection(error)
                defer { state.announcedReturn = nil }
                return state.announcedReturn
            }
            let step = retries.next(
                after: error, stood: stood, announced: announced, hasDeviceToken: hasDeviceToken,
                random: pace.random())
            if step == .now { continue }
            await onReading(follower.reading(memory, without: error))
            switch step {
            case .now: break
            case .wait(let time): try await pace.sleep(time)
            case .person(let time): try await waitForPerson(time, credential)
            }
        }
    }

    private var hasDeviceToken: Bool {
        (try? follower.client.store?.token(for: follower.client.address)) != nil
    }

    /// One connection, from its beginning to its end: why it ended, and how long it stood if it did.
    ///
    /// - Parameter credential: What was given for the attempt; nil when it could not be read.
    private func attempt(
        _ credential: inout GatewayCredential?, _ retries: inout ReconnectPolicy
    ) async throws -> (GatewayError, stood: Duration?) {
        let since = Mutex<ContinuousClock.Instant?>(nil)
        do {
            let known = credential
            credential = nil
            let given = try follower.currentCredential?() ?? follower.client.credential
            credential = given
            if given != known { retries.credentialChanged() }
            var client = follower.client
            client.credential = retries.way == .deviceToken ? .none : given
            try await client.connected { connection in
                since.withLock { $0 = .now }
                try await talk(connection)
            }
            throw GatewayError.closed(code: nil, reason: "")
        } catch is CancellationError {
            try Task.checkCancellation()
            return (.closed(code: nil, reason: ""), since.withLock { $0.map { $0.duration(to: .now) } })
        } catch {
            let stood = since.withLock { $0.map { $0.duration(to: .now) } }
            return (
                error as? GatewayError ?? .unusableFile(path: "the credential", reason: "\(error)".fitForPeople), stood
            )
        }
    }

    private func talk(_ connection: GatewayConnection) async throws {
        let listener = GatewayListener(connection: connection, memory: memory, outbox: outbox, pace: pace)
        let surveyor = Poller(
            connection: connection, memory: memory, outbox: outbox, follower: follower, onReading: onReading)
        let completer = GatewayCompleter(
            connection: connection, memory: memory, outbox: outbox, follower: follower)
        let isFirst = memory.update { $0.beginConnection(pace) }
        // What happens from here on is heard; what happened before is compared with.
        try await listener.subscribe()
        await onReading(follower.reading(memory, connection.hello))
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await listener.run(wasAway: !isFirst) }
            group.addTask { try await surveyor.run() }
            group.addTask { try await completer.run() }
            try await group.next()
        }
    }

    /// Waits until the time is over, or until the credential has changed.
    private func waitForPerson(_ time: Duration, _ credential: GatewayCredential?) async throws {
        let end = ContinuousClock.now + time
        while .now < end {
            try await pace.sleep(min(pace.credentialCheck, ContinuousClock.now.duration(to: end)))
            if let now = try? follower.currentCredential?(), now != credential { return }
        }
    }
}
