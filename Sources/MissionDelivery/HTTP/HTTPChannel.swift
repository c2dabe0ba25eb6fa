// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// A channel that posts one JSON document.
protocol HTTPChannel: DeliveryChannel {
    /// The service, as sentences begin.
    var who: String { get }
    var endpoint: HTTPEndpoint { get }
    /// What must not be repeated.
    var secrets: [String] { get }
    var sender: HTTPSender { get }

    func body(_ message: AlertMessage) -> JSONValue
    /// Headers besides the usual ones.
    func headers(_ message: AlertMessage, body: Data, at now: Timestamp) -> [(String, String)]
    /// What the service says about a failure.
    func explanation(_ answer: HTTPAnswer) -> String?
    /// Milliseconds that the service asks to wait, where it says so elsewhere than in `Retry-After`.
    func wait(_ answer: HTTPAnswer) -> Int64?
}

extension HTTPChannel {
    func headers(_ message: AlertMessage, body: Data, at now: Timestamp) -> [(String, String)] { [] }
    func explanation(_ answer: HTTPAnswer) -> String? { answer.text }
    func wait(_ answer: HTTPAnswer) -> Int64? { nil }

    func deliver(_ message: AlertMessage, at now: Timestamp) async -> DeliveryOutcome {
        let redaction = Redaction(secrets)
        do {
            let body = Data(body(message).text().utf8)
            let answer = try await sender.post(body, headers: headers(message, body: body, at: now), to: endpoint)
            return answer.outcome(
                from: who, explanation: explanation(answer), wait: wait(answer), now: now, redaction)
        } catch let failure as DeliveryFailure {
            return failure.outcome(redaction)
        } catch {
            return DeliveryFailure(error, host: endpoint.url.host).outcome(redaction)
        }
    }
}
