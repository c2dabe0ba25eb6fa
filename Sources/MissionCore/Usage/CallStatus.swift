// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How a model call ended.
package enum CallStatus: String, Sendable, CaseIterable {
    /// It answered.
    case ok
    /// Somebody stopped it; what it had used until then is billed.
    case aborted
    /// The provider refused because of too many requests (HTTP 429, "rate limit", "overloaded" quotas).
    case rateLimited = "rate_limited"
    /// The provider failed (HTTP 5xx, "overloaded").
    case serverError = "server_error"
    /// No answer came in time.
    case timeout
    /// The provider refused the credentials or the account (HTTP 401, 402, 403).
    case denied
    /// The request itself was refused (HTTP 400, 404, 413, context too long).
    case badRequest = "bad_request"
    /// It failed in a way that the log does not tell.
    case failed

    /// Whether the call brought no answer. An aborted call did what was asked of it.
    package var isFailure: Bool {
        self != .ok && self != .aborted
    }
}

extension CallStatus {
    /// The class of an HTTP status.
    package init(httpStatus code: Int64) {
        self =
            switch code {
            case 200..<400: .ok
            case 401, 402, 403: .denied
            case 408, 504: .timeout
            case 429: .rateLimited
            case 400..<500: .badRequest
            case 500..<600: .serverError
            default: .failed
            }
    }
}
