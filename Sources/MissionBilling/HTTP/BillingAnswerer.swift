// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What was answered to a question.
struct BillingAnswer: Sendable {
    var status: Int
    /// The `Retry-After` header.
    var retryAfter: String?
    var body: Data
}

/// Whoever answers a provider's questions: the provider, or a test.
protocol BillingAnswerer: Sendable {
    /// - Parameter target: A path and its query.
    /// - Throws: ``BillingError/unreachable(_:reason:)``, or `CancellationError`.
    func get(_ target: String) async throws -> BillingAnswer
}
