// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What makes a pushed call this call: what its pusher says, or all that it tells.
struct PushedIdentity {
    private let id: String?
    private let message: String?
    private let run: String?
    private let call: String?

    init(_ fields: PushFields) throws(PushError) {
        id = try fields.name("id")
        message = try fields.name("message_id")
        run = try fields.name("run_id")
        call = try fields.name("call_id")
    }

    /// A run without a message is the sum of its calls, unless it says which of them is meant: then another source tells the
    /// same call under a name of its own.
    var grain: Grain {
        if message != nil { return .call }
        return call != nil ? .point : run != nil ? .run : .call
    }

    /// The identity of `event`, whose own one is not set yet.
    func eventID(of event: UsageEvent) -> EventID {
        if event.session.harness == "openclaw", let message {
            // The transcript's, so that it and the push are one row.
            return OpenClawIdentity(
                entryID: message, session: event.session.id, messageTime: event.at,
                provider: event.attribution.recordedProvider, model: event.attribution.recordedModel,
                input: event.tokens.input, output: event.tokens.output, cacheRead: event.tokens.cacheRead,
                cacheWrite: event.tokens.cacheWrite
            ).eventID
        }
        var hash = ContentHash("push")
        hash.add(event.session.harness)
        if let name = id ?? message ?? call {
            hash.add(id != nil ? "id" : message != nil ? "message" : "call")
            for text in [event.session.agent, event.session.id, name] { hash.add(text) }
            return hash.id
        }
        hash.add("content")
        add(event, to: &hash)
        return hash.id
    }

    /// Everything that tells one call from another.
    private func add(_ event: UsageEvent, to hash: inout ContentHash) {
        let names = event.attribution
        for text in [
            event.session.agent, event.session.id, run ?? "", names.recordedProvider, names.recordedModel,
            names.gateway, names.account, names.machine, names.kind?.rawValue ?? "", names.cronJob ?? "",
            names.taskType ?? "", names.caller ?? "", event.status.rawValue,
        ] {
            hash.add(text)
        }
        for number in [
            event.at.milliseconds, event.tokens.input, event.tokens.output, event.tokens.cacheRead,
            event.tokens.cacheWrite5m, event.tokens.cacheWrite1h, event.tokens.reasoning,
            event.durationMilliseconds ?? -1, event.cost.reported?.nanodollars ?? -1,
        ] {
            hash.add(number)
        }
    }
}
