// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What is known about a conversation beyond its calls. Learnt piece by piece, and kept when the agent forgets it.
package struct SessionFacts: Hashable, Sendable {
    /// Which conversation.
    package var session: SessionID
    /// The agent's own key for it.
    package var key: String?
    /// What it is for.
    package var kind: SessionKind?
    /// The cron job it ran.
    package var cronJob: String?
    /// The messaging channel.
    package var channel: String?
    /// A short name that people gave it; never text of the conversation.
    package var label: String?
    /// The project it worked on.
    package var project: String?
    /// The key of the session that started it.
    package var parentKey: String?
    /// When it began.
    package var startedAt: Timestamp?
    /// How full its context window was when last seen.
    package var context: ContextGauge?
    /// Who says so, as of when.
    package var weights: FactWeights

    /// Facts; what is nil is not known.
    ///
    /// - Parameters:
    ///   - origin: Who says all this.
    ///   - asOf: When it held, as far as that source tells.
    package init(
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
