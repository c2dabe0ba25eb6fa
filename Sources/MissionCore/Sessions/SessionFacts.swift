// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What is known about a conversation beyond its calls. Learnt piece by piece, and kept when the agent forgets it.
public struct SessionFacts: Hashable, Sendable {
    /// Which conversation.
    public var session: SessionID
    /// The agent's own key for it.
    public var key: String?
    /// What it is for.
    public var kind: SessionKind?
    /// The cron job it ran.
    public var cronJob: String?
    /// The messaging channel.
    public var channel: String?
    /// A short name that people gave it; never text of the conversation.
    public var label: String?
    /// The project it worked on.
    public var project: String?
    /// The key of the session that started it.
    public var parentKey: String?
    /// When it began.
    public var startedAt: Timestamp?

    /// Makes facts; what is nil is not known.
    public init(
        session: SessionID, key: String? = nil, kind: SessionKind? = nil, cronJob: String? = nil,
        channel: String? = nil,
        label: String? = nil, project: String? = nil, parentKey: String? = nil, startedAt: Timestamp? = nil
    ) {
        self.session = session
        self.key = key
        self.kind = kind
        self.cronJob = cronJob
        self.channel = channel
        self.label = label
        self.project = project
        self.parentKey = parentKey
        self.startedAt = startedAt
    }

    /// The same with what `other` knows beyond it; where both know something, `other` is newer and wins.
    public func merging(_ other: SessionFacts) -> SessionFacts {
        var merged = self
        merged.key = other.key ?? key
        merged.kind = other.kind ?? kind
        merged.cronJob = other.cronJob ?? cronJob
        merged.channel = other.channel ?? channel
        merged.label = other.label ?? label
        merged.project = other.project ?? project
        merged.parentKey = other.parentKey ?? parentKey
        merged.startedAt = [startedAt, other.startedAt].compactMap(\.self).min()
        return merged
    }

    /// The key, or what OpenClaw calls a session without one.
    public var displayKey: String {
        key ?? "agent:\(session.agent):\(session.id)"
    }
}
