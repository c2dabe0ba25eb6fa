// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Everything about a call that repeats from call to call, stored once.
struct Series: Sendable, Equatable {
    var session: SessionID
    var sessionStart: Timestamp?
    var attribution: Attribution
    var serviceTier: String?
    var region: String?
    var source: SourceKind
    var status: CallStatus
    var isSynthetic: Bool
    /// For whom its calls count where a program made them as a session's backend; nil where they count for their own
    /// conversation.
    var owner: CallOwner?

    init(_ event: UsageEvent, owner: CallOwner? = nil) {
        self.owner = owner
        session = event.session
        sessionStart = event.sessionStart
        attribution = event.attribution
        serviceTier = event.serviceTier
        region = event.region
        source = event.source
        status = event.status
        isSynthetic = event.isSynthetic
    }

    /// Whether the call is of this series; the same as `self == Series(event)` without making one.
    func covers(_ event: UsageEvent) -> Bool {
        session == event.session && attribution == event.attribution && status == event.status
            && source == event.source && serviceTier == event.serviceTier && region == event.region
            && isSynthetic == event.isSynthetic && owner == nil && sessionStart == event.sessionStart
    }
}

extension Series: Hashable {
    /// Hashes what differs most; hashing eighteen texts per call would cost more than inserting it.
    func hash(into hasher: inout Hasher) {
        hasher.combine(session.id)
        hasher.combine(attribution.recordedModel)
        hasher.combine(status)
    }
}
