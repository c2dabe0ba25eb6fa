// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// What an answer means for the body that was sent.
enum DeliveryVerdict: Hashable {
    /// It is in the ledger.
    case delivered
    /// It must be sent again, not before so many seconds where the server says so.
    case again(after: Int64?, reason: String)
    /// Sending it again would come to the same until somebody does something.
    case refused(DeliveryRefusal)

    init(_ answer: UpstreamAnswer, to body: QueuedBody) {
        let json = JSONValue(parsing: answer.body)
        let told = json?.at("detail")?.text
        let reason = "it answered \(answer.status)" + (told.map { ": \($0.displayable.prefix(300))" } ?? "")
        switch answer.status {
        case 200:
            let isAcknowledged = json.map { BatchOutcome.acknowledges(body.digest, $0) } ?? false
            self =
                isAcknowledged
                ? .delivered : .again(after: nil, reason: "something answered that does not know what a batch is")
        case 401: self = .refused(DeliveryRefusal(kind: .token, reason: reason))
        case 403: self = .refused(DeliveryRefusal(kind: .scope, reason: reason))
        case 408, 409, 425, 429, 500...: self = .again(after: Self.seconds(answer.retryAfter), reason: reason)
        case 404, 405, 421, 300..<400: self = .refused(DeliveryRefusal(kind: .address, reason: reason))
        case 400..<500: self = .refused(DeliveryRefusal(kind: .content, reason: reason))
        default: self = .again(after: nil, reason: reason)
        }
    }

    /// Whole seconds of `Retry-After: 120`, up to an hour; nil for anything else.
    private static func seconds(_ text: String?) -> Int64? {
        guard let text = text?.trimmed, (1...9).contains(text.utf8.count),
            text.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let seconds = Int64(text)
        else { return nil }
        return min(seconds, 3600)
    }
}

/// Why a server does not want what is sent. The body stays in the queue.
package struct DeliveryRefusal: Error, Hashable, Sendable {
    /// What has to be mended.
    package enum Kind: Hashable, Sendable {
        /// The token is missing, wrong, expired or revoked.
        case token
        /// The token does not allow to push.
        case scope
        /// Nothing takes batches in there.
        case address
        /// The server does not understand the batch: one of the two is too old.
        case content
    }

    package var kind: Kind
    /// What it answered.
    package var reason: String
}
