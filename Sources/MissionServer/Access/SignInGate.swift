// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Synchronization

/// Makes guessing slow: a failure is answered late, and only so many wait for that at once.
///
/// A token that holds never waits and is never turned away, so that whoever guesses keeps nobody out. A failure beyond those
/// that wait is told to come later, which says nothing about its token either.
final class SignInGate: Sendable {
    private let limit: Int
    private let delay: Duration
    private let waiting = Mutex(0)

    init(limit: Int = 8, delay: Duration = .seconds(1)) {
        self.limit = limit
        self.delay = delay
    }

    /// Waits after a failure.
    ///
    /// - Throws: A ``Problem``: 429 when too many wait already.
    func slowDown() async throws {
        try waiting.withLock { count in
            guard count < limit else { throw Problem.tooManyFailures }
            count += 1
        }
        defer { waiting.withLock { $0 -= 1 } }
        try await Task.sleep(for: delay)
    }
}

extension Problem {
    static let tooManyFailures = Problem(
        status: .tooManyRequests, code: "too_many_failures", title: "Too many failures",
        detail: "Too many have failed to sign in just now. Try again in some seconds.", headers: [.retryAfter: "5"])
}
