// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// One model call that was or will be billed. Immutable once in a ledger; its identity comes from content.
package struct UsageEvent: Hashable, Sendable {
    /// What makes this call this call.
    package var id: EventID
    /// When the producer wrote it down.
    package var at: Timestamp
    /// The conversation it belongs to.
    package var session: SessionID
    /// When that conversation began, where its transcript says so. Decides to whom a call belongs that a fork copied.
    package var sessionStart: Timestamp?
    /// Who made it, with what.
    package var attribution: Attribution
    /// What it consumed.
    package var tokens: TokenCounts
    /// Web searches billed with it.
    package var webSearches: Int64
    /// The service tier it ran on (`fast`, `priority`, `batch`), where the log names one.
    package var serviceTier: String?
    /// Where it had to be answered (`us`), where the log says so and providers charge for it.
    package var region: String?
    /// How long it took, where the producer says so.
    package var durationMilliseconds: Int64?
    /// How it ended.
    package var status: CallStatus
    /// Whether it is no call at all but a row that an agent writes in the shape of one (`delivery-mirror`).
    package var isSynthetic: Bool
    /// What it cost.
    package var cost: Cost
    /// The kind of place whose figures these are: the best that has told of it.
    package var source: SourceKind
    /// What it stands for: itself, unless a source tells only sums.
    package var grain: Grain
    /// Everywhere it was seen.
    package var provenance: Provenance
    /// Ties it to other tellings of the same answer, where producers write some of them down incompletely. A ledger keeps
    /// it beside the calls and gives calls back without it.
    package var answer: AnswerKey?

    package init(
        id: EventID, at: Timestamp, session: SessionID, sessionStart: Timestamp? = nil, attribution: Attribution,
        tokens: TokenCounts, webSearches: Int64 = 0, serviceTier: String? = nil, region: String? = nil,
        durationMilliseconds: Int64? = nil, status: CallStatus = .ok, isSynthetic: Bool = false, cost: Cost = Cost(),
        source: SourceKind = .transcript, grain: Grain = .call, provenance: Provenance? = nil, answer: AnswerKey? = nil
    ) {
        self.id = id
        self.at = at
        self.session = session
        self.sessionStart = sessionStart
        self.attribution = attribution
        self.tokens = tokens
        self.webSearches = webSearches
        self.serviceTier = serviceTier
        self.region = region
        self.durationMilliseconds = durationMilliseconds
        self.status = status
        self.isSynthetic = isSynthetic
        self.cost = cost
        self.source = source
        self.grain = grain
        self.provenance = provenance ?? Provenance(source)
        self.answer = answer
    }

    /// A successful answer that reports no usage whatever: its consumption is unknown, not nothing.
    package var hasUnknownUsage: Bool {
        !isSynthetic && status == .ok && tokens.total == 0
    }
}
