// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionFleet

/// What `mctl push` says of what happens.
enum PushTelling {
    static func tell(_ event: Collector.Event) {
        switch event {
        case .paused: Console.message("the queue is full; nothing more is read until some of it was handed over")
        case .resumed: Console.message("the queue has room; reading goes on")
        }
    }

    static func tell(_ event: Deliverer.Event, _ upstream: Upstream) {
        switch event {
        case .reached: Console.message("\(upstream) takes in what is read here")
        case .failed(let reason): Console.message("\(upstream): \(reason); it is tried again")
        }
    }

    /// What an error means to a person, with what waits.
    static func failure(_ error: any Error, _ upstream: Upstream, _ queue: any BatchQueue) async throws -> any Error {
        switch error {
        case let refusal as DeliveryRefusal:
            return CommandFailure(
                status: refusal.kind == .content ? .unavailable : .configuration,
                message: "\(upstream): \(refusal.reason)\n\(advice(refusal.kind)) \(await waiting(in: queue))")
        case let exhausted as DeliveryExhausted:
            return CommandFailure(
                status: .unavailable, message: "\(upstream): \(exhausted.reason). \(await waiting(in: queue))")
        case BodyPacking.Failure.tooLarge(let bytes):
            return CommandFailure(
                status: .damaged,
                message: "one value of a log has \(bytes.description) bytes, more than a server takes in")
        case BodyPacking.Failure.notPacked:
            return CommandFailure(status: .tryAgain, message: "there is no memory to pack what was read")
        default: return error
        }
    }

    private static func advice(_ kind: DeliveryRefusal.Kind) -> String {
        switch kind {
        case .token: "Make a token there: mctl token create NAME --scope push."
        case .scope: "The token needs the scope push: mctl token create NAME --scope push."
        case .address: "Is it the address of a Mission Control server that others can reach?"
        case .content: "One of the two programs is older than the other: bring both up to date."
        }
    }

    private static func waiting(in queue: any BatchQueue) async -> String {
        guard let state = try? await queue.state() else { return "" }
        return "\(state.calls.groupedString) calls wait in the queue; nothing is lost."
    }
}
