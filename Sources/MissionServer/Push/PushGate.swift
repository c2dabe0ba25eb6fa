// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Synchronization

/// Lets so many pushes in at once and no two under one key, so that memory is bounded and a retry cannot overtake its first
/// attempt. Whoever does not get in is told at once, and to come again: a queue would only hide that too much comes.
final class PushGate: Sendable {
    private struct State {
        var count = 0
        var keys: Set<String> = []
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: Pushes at once; each may hold a body and what is unpacked and read from it.
    init(limit: Int = 16) {
        self.limit = limit
    }

    /// Runs a push.
    ///
    /// - Throws: A ``Problem``: 503 when too many are at work, 409 when one under the same key is.
    func run<Value>(key: String?, _ work: () async throws -> Value) async throws -> Value {
        try state.withLock { state in
            guard state.count < limit else { throw Problem.tooManyPushes }
            if let key {
                guard state.keys.insert(key).inserted else { throw Problem.keyInFlight }
            }
            state.count += 1
        }
        defer {
            state.withLock { state in
                state.count -= 1
                if let key { state.keys.remove(key) }
            }
        }
        return try await work()
    }
}

extension Problem {
    static let tooManyPushes = Problem(
        status: .serviceUnavailable, code: "too_many_pushes", title: "Too many pushes",
        detail: "Others are being taken in; nothing of this one was kept. Send it again after a second.",
        headers: [.retryAfter: "1"])

    static let keyInFlight = Problem(
        status: .conflict, code: "key_in_flight", title: "Key in flight",
        detail: "A push with this Idempotency-Key is being taken in. Send it again after a second.",
        headers: [.retryAfter: "1"])
}
