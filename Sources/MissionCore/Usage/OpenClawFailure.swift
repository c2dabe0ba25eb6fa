// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Sorts the text of a provider's error into a class; the text itself is not kept.
package enum OpenClawFailure {
    /// Looks at the first bytes only: that is where providers and OpenClaw put status and class.
    private static let reach = 300

    private static let signs: [(StaticString, CallStatus)] = [
        ("rate_limit", .rateLimited), ("rate limit", .rateLimited), ("429", .rateLimited),
        ("too many requests", .rateLimited), ("quota", .rateLimited), ("resource_exhausted", .rateLimited),
        ("overloaded", .serverError), ("server_error", .serverError), ("internal server", .serverError),
        ("500", .serverError), ("502", .serverError), ("503", .serverError), ("504", .serverError),
        ("529", .serverError),
        ("service unavailable", .serverError), ("bad gateway", .serverError),
        ("timed out", .timeout), ("timeout", .timeout), ("etimedout", .timeout),
        ("context_overflow", .badRequest), ("context length", .badRequest), ("context window", .badRequest),
        ("401", .denied), ("402", .denied), ("403", .denied), ("unauthorized", .denied), ("authentication", .denied),
        ("permission", .denied), ("invalid api key", .denied), ("billing", .denied), ("credit balance", .denied),
        ("400", .badRequest), ("404", .badRequest), ("413", .badRequest), ("422", .badRequest),
        ("invalid_request", .badRequest), ("not found", .badRequest),
        ("network", .failed), ("aborted", .aborted),
    ]

    package static func classify(_ bytes: Span<UInt8>, _ range: Range<Int>) -> CallStatus {
        let head = range.lowerBound..<min(range.upperBound, range.lowerBound + reach)
        for (sign, status) in signs where contains(bytes, head, sign) { return status }
        return .failed
    }

    private static func contains(_ bytes: Span<UInt8>, _ range: Range<Int>, _ sign: StaticString) -> Bool {
        let length = sign.utf8CodeUnitCount
        guard range.count >= length else { return false }
        let isNumber = sign.utf8Start[0] &- 0x30 < 10
        for start in range.lowerBound...(range.upperBound - length) {
            guard matches(bytes, at: start, sign) else { continue }
            // "429" inside a longer number is no status.
            let before = start > range.lowerBound ? bytes[start - 1] : 0x20
            let after = start + length < range.upperBound ? bytes[start + length] : 0x20
            if !isNumber || (before &- 0x30 >= 10 && after &- 0x30 >= 10) { return true }
        }
        return false
    }

    private static func matches(_ bytes: Span<UInt8>, at start: Int, _ sign: StaticString) -> Bool {
        for offset in 0..<sign.utf8CodeUnitCount {
            let byte = bytes[start + offset]
            let lowered = byte &- 0x41 < 26 ? byte | 0x20 : byte
            if lowered != sign.utf8Start[offset] { return false }
        }
        return true
    }
}
