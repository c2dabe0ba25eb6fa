// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// When a question is asked again: after too many requests and after faults of the server, three times, after short pauses.
package struct BillingPatience: Sendable {
    /// Whoever asks for longer is told to people instead.
    private static let longestPause: Int64 = 60
    private static let mostAttempts = 3

    /// Waits so many seconds.
    let wait: @Sendable (_ seconds: Int64) async throws -> Void

    /// - Parameter wait: Waits so many seconds; tests do not.
    package init(
        wait: @escaping @Sendable (_ seconds: Int64) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.wait = wait
    }

    /// Seconds to wait before asking again; nil where the answer stands.
    ///
    /// - Parameter attempt: How often it was asked again already.
    func pause(after answer: BillingAnswer, attempt: Int) -> Int64? {
        guard attempt < Self.mostAttempts, answer.status == 429 || answer.status >= 500 else { return nil }
        let asked = RetryAfter.seconds(answer.retryAfter)
        if let asked, asked > Self.longestPause { return nil }
        return asked ?? (1 << attempt)
    }
}
