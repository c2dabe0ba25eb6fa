// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What one recorded call stands for, and so which finer calls make it superfluous.
///
/// The same consumption may be told by several sources that cannot know each other's identities. A ledger keeps all of
/// them and counts a coarser one only where nothing finer covers it, in whatever order they arrive.
package enum Grain: String, Sendable, CaseIterable {
    /// One call, with the identity that every exact source computes alike.
    case call
    /// One call as somebody else's log tells it; covered by a finer source's call of the same conversation, model and time.
    case loggedCall = "logged_call"
    /// One call of which only time and counts are told, as a session's time series or a hook of its agent does; covered by a
    /// call of the same conversation with the same counts, one by one. See ``PointMatching``.
    case point
    /// Everything of a run up to its time; covered once a finer source has told of its conversation up to that time.
    case run
    /// Everything of a conversation; covered as soon as a finer source has told any of its calls.
    case conversation
    /// Everything of one turn that another program answered; covered while that program's own log tells calls of the turn.
    /// See ``BackendTurn``.
    case turn
}
