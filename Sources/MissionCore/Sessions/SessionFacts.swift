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
    /// How full its context window was when last seen.
    public var context: ContextGauge?
    /// Who says so, as of when.
    public var weights: FactWeights

    /// Makes facts; what is nil is not known.
    ///
    /// - Parameters:
    ///   - origin: Who says all this.
    ///   - asOf: When it held, as far as that source tells.
    public init(
        session: SessionID, key: String? = nil, kind: SessionKind? = nil, cronJob: String? = nil,
        channel: String? = nil, label: String? = nil, project: String? = nil, parentKey: String? = nil,
        startedAt: Timestamp? = nil, context: ContextGauge? = nil, origin: FactOrigin = .header, asOf: Timestamp? = nil
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
        self.context = context
        weights = FactWeights()
        let weight = FactWeights.weight(origin, asOf: asOf)
        if key != nil { weights[.key] = weight }
        if kind != nil { weights[.kind] = weight }
        if cronJob != nil { weights[.cronJob] = weight }
        if channel != nil { weights[.channel] = weight }
        if label != nil { weights[.label] = weight }
        if project != nil { weights[.project] = weight }
        if parentKey != nil { weights[.parentKey] = weight }
    }
}
