// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import NIOHTTP1

/// What a web server answered.
struct HTTPAnswer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    /// At most 64 KiB of it.
    let body: Data

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue? { JSONValue(parsing: body) }

    /// Whether it may work later, or is of no use.
    ///
    /// - Parameters:
    ///   - who: The service, as sentences begin.
    ///   - explanation: What the service says about it.
    ///   - wait: Milliseconds, where the service says them elsewhere than in `Retry-After`.
    func outcome(
        from who: String, explanation: String?, wait: Int64?, now: Timestamp, _ redaction: Redaction
    ) -> DeliveryOutcome {
        if (200..<300).contains(status) { return .delivered }
        let told = explanation.map(PlainText.line) ?? ""
        let reason = redaction(
            status == 410 && told.isEmpty
                ? "\(who) answered 410: the address is gone"
                : "\(who) answered \(status)\(told.isEmpty ? "" : ": \(told)")")
        let isFinal = (400..<500).contains(status) && ![408, 425, 429].contains(status)
        if isFinal { return .refused(reason: reason) }
        let asked = wait ?? headers.first(name: "Retry-After").flatMap { RetryAfter.milliseconds($0, now: now) }
        return .postponed(reason: reason, retryAfterMilliseconds: asked)
    }
}
