// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionGatewayTesting
import MissionTesting
import Synchronization
import Testing

@testable import MissionGateway

/// What a follower handed over, for tests that wait for it.
final class GatewayFollowing: Sendable {
    /// Nobody waits longer than this, however busy the computer is.
    private static let patience = Duration.seconds(90)

    private struct State {
        var readings: [GatewayReading] = []
        var batches: [SourceBatch] = []
        var arrivals: [ContinuousClock.Instant] = []
    }

    private let state = Mutex(State())

    var readings: [GatewayReading] { state.withLock { $0.readings } }
    var batches: [SourceBatch] { state.withLock { $0.batches } }
    var arrivals: [ContinuousClock.Instant] { state.withLock { $0.arrivals } }
    var events: [UsageEvent] { batches.flatMap(\.events) }
    var rejections: [Rejection] { batches.flatMap(\.rejections) }

    func take(_ reading: GatewayReading) {
        state.withLock { $0.readings.append(reading) }
    }

    func take(_ batch: SourceBatch) {
        state.withLock { state in
            state.batches.append(batch)
            state.arrivals += batch.events.map { _ in .now }
        }
    }

    /// Waits until something is so.
    func wait(sourceLocation: SourceLocation = #_sourceLocation, _ isSo: () -> Bool) async throws {
        let end = ContinuousClock.now + Self.patience
        while !isSo(), .now < end { try await Task.sleep(for: .milliseconds(2)) }
        try #require(isSo(), sourceLocation: sourceLocation)
    }

    /// Follows while `body` runs.
    func follow(_ follower: GatewayFollower, _ body: @escaping () async throws -> Void) async throws {
        try await follow(follower, deliver: { self.take($0) }, body)
    }

    /// The same with another way to deliver.
    func follow(
        _ follower: GatewayFollower, deliver: @escaping @Sendable (SourceBatch) async throws -> Void,
        _ body: () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await follower.run(onReading: { self.take($0) }, deliver: deliver)
                } catch is CancellationError {}
            }
            defer { group.cancelAll() }
            try await body()
        }
    }
}

extension GatewayBench {
    /// A follower that does everything a hundred times as fast.
    func follower(
        _ gateway: StandInGateway, _ credential: GatewayCredential = .token("right"),
        _ change: (inout GatewayFollower) -> Void = { _ in }
    ) throws -> GatewayFollower {
        var follower = GatewayFollower(
            try client(gateway, credential) { $0.limits.close = .milliseconds(200) }, gateway: "office",
            account: "team", machine: "vm")
        (follower.pace.shortestWait, follower.pace.longestWait) = (.milliseconds(10), .milliseconds(300))
        (follower.pace.personal, follower.pace.credentialCheck) = (.seconds(300), .milliseconds(20))
        follower.pace.heavyAfterFailure = .milliseconds(100)
        follower.pace.random = { 0 }
        change(&follower)
        return follower
    }
}
