// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A conversation as a gateway can be asked about it.
struct GatewayConversation: Hashable, Sendable {
    /// The session's key.
    var key: String
    /// The conversation that the key named when something was said about it.
    var id: String

    /// The agent that the key names.
    var agent: String { SessionKey(key).agent ?? "main" }

    /// The conversation in a ledger.
    var session: SessionID {
        SessionID(harness: "openclaw", agent: agent, id: id)
    }

    /// The key under which a gateway finds the transcript of a conversation that its session has left.
    var ownKey: String { "agent:\(agent):\(id)" }
}

/// What an event says about how a conversation goes on.
enum GatewayNews: Sendable {
    /// A message was written that the event does not show, or some before it were.
    case hidden
    /// A run ended. Whatever was heard of it may be all.
    case ended
    /// A run ended, or counts moved, of which nothing was heard.
    case unheard
}
