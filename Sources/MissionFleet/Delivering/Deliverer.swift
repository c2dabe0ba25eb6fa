// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Sends what waits in a queue, one body after the other, until the server has it.
///
/// A body is forgotten when the server has said that it is committed, and not before. Where that answer is lost the body is sent
/// again, and the server counts nothing twice.
package struct Deliverer: Sendable {
    /// What becomes of attempts, for whoever tells people.
    package enum Event: Hashable, Sendable {
        /// It works again, or for the first time.
        case reached
        /// It does not, for this reason; told once until it works again or the reason is another.
        case failed(reason: String)
    }

    private let queue: any BatchQueue
    private let receiver: any BatchReceiver
    private let longestWait: Int
    private let attempts: Int?
    private let tell: @Sendable (Event) -> Void
    /// How often an empty queue is looked at.
    private static let interval = Duration.milliseconds(250)

    /// A deliverer.
    ///
    /// - Parameters:
    ///   - longestWait: Seconds between two attempts at most, unless the server asks for more.
    ///   - attempts: After how many attempts at one body to give up; nil for never.
    ///   - tell: Told what becomes of attempts.
    package init(
        queue: any BatchQueue, receiver: any BatchReceiver, longestWait: Int = 300, attempts: Int? = nil,
        tell: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        (self.queue, self.receiver, self.longestWait, self.tell) = (queue, receiver, longestWait, tell)
        self.attempts = attempts
    }

    /// Delivers until nothing waits and nothing more is to come.
    ///
    /// - Parameter isOver: Whether nothing more is to come.
    /// - Throws: ``DeliveryRefusal``, ``DeliveryExhausted``, `LedgerError`, `CancellationError`; what was not delivered stays in the queue.
    package func run(until isOver: @Sendable () async -> Bool = { false }) async throws {
        var last: Event?
        while true {
            try Task.checkCancellation()
            // Asked before the queue is looked at: what comes in between is found the next time.
            let isLast = await isOver()
            if let body = try await queue.first() {
                try await deliver(body, &last)
            } else if isLast {
                return
            } else {
                try await Task.sleep(for: Self.interval)
            }
        }
    }

    private func deliver(_ body: QueuedBody, _ last: inout Event?) async throws {
        var (backOff, generator) = (BackOff(most: longestWait), SystemRandomNumberGenerator())
        var count = 0
        while true {
            count += 1
            switch try await attempt(body) {
            case .delivered:
                try await queue.remove(body)
                announce(.reached, &last)
                return
            case .again(let after, let reason):
                try await queue.note(failure: reason)
                announce(.failed(reason: reason), &last)
                if let attempts, count >= attempts { throw DeliveryExhausted(reason: reason) }
                try await Task.sleep(for: .seconds(max(Double(after ?? 0), backOff.wait(using: &generator))))
            case .refused(let refusal):
                try await queue.note(failure: refusal.reason)
                throw refusal
            }
        }
    }

    private func attempt(_ body: QueuedBody) async throws -> DeliveryVerdict {
        do { return DeliveryVerdict(try await receiver.send(body), to: body) } catch let error as Unreached {
            return .again(after: nil, reason: error.reason)
        }
    }

    private func announce(_ event: Event, _ last: inout Event?) {
        if event != last { tell(event) }
        last = event
    }
}

/// So many attempts came to nothing as there may be. The body stays in the queue.
package struct DeliveryExhausted: Error, Hashable, Sendable {
    /// Why the last one did.
    package var reason: String

    package init(reason: String) { self.reason = reason }
}
