// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Synchronization

/// Calls on their way into the ledger: the first goes at once, what comes shortly after goes together.
final class GatewayOutbox: Sendable {
    private struct State {
        var batch: SourceBatch
        /// What waits for room.
        var waiting: [CheckedContinuation<Void, Never>] = []
        var isOver = false
    }

    /// So many calls and facts wait for a slow ledger; then whoever brings more waits, too.
    private static let most = 4096

    private let source: SourceID
    private let state: Mutex<State>
    private let bell: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation

    init(source: SourceID) {
        self.source = source
        state = Mutex(State(batch: SourceBatch(source: source)))
        (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes something in; returns when there is room for more.
    func put(_ change: (inout SourceBatch) -> Void) async {
        let isFull = state.withLock { state in
            change(&state.batch)
            return state.batch.size >= Self.most
        }
        ring.yield()
        guard isFull else { return }
        await withCheckedContinuation { continuation in
            let hasRoom = state.withLock { state in
                if state.isOver || state.batch.size < Self.most { return true }
                state.waiting.append(continuation)
                return false
            }
            if hasRoom { continuation.resume() }
        }
    }

    /// Delivers until it is cancelled, or until that fails.
    func run(
        _ pace: GatewayPace, deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        defer { release(isOver: true) }
        for await _ in bell {
            let batch = release(isOver: false)
            guard batch.size > 0 else { continue }
            try await deliver(batch.withFactsMerged)
            // When it is time to end, what was gathered still goes on its way.
            try? await pace.sleep(pace.gathering)
        }
        let rest = release(isOver: true)
        if rest.size > 0 { try await deliver(rest.withFactsMerged) }
        throw CancellationError()
    }

    /// Takes out what is there.
    @discardableResult
    private func release(isOver: Bool) -> SourceBatch {
        let (batch, waiting) = state.withLock { state in
            defer {
                state.batch = SourceBatch(source: source)
                state.waiting = []
                state.isOver = state.isOver || isOver
            }
            return (state.batch, state.waiting)
        }
        for continuation in waiting { continuation.resume() }
        return batch
    }
}

extension SourceBatch {
    fileprivate var size: Int {
        events.count + sessions.count + cronJobs.count + cronRuns.count + rejections.count
    }

    /// A conversation tells the same of itself with every message.
    fileprivate var withFactsMerged: SourceBatch {
        var merged = self
        var places: [SessionID: Int] = [:]
        merged.sessions = []
        for facts in sessions {
            if let place = places[facts.session] {
                merged.sessions[place] = merged.sessions[place].merging(facts)
            } else {
                places[facts.session] = merged.sessions.count
                merged.sessions.append(facts)
            }
        }
        return merged
    }
}
