// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A call as a ledger on ClickHouse keeps it.
struct StoredCall: Hashable, Sendable {
    /// The call as its log tells it, without the key of its answer.
    var event: UsageEvent
    /// Whether a finer source tells the same, so that it counts nowhere.
    var isCovered = false
    /// For whom it was made, where that is another conversation.
    var owner: CallOwner?

    /// The conversation that it counts for.
    var counted: SessionID { owner?.session ?? event.session }
}

/// A row of `events`: a call, and what is known of the conversation that it counts for.
struct EventRow: Hashable, Sendable {
    var call: StoredCall
    var session: SessionFacts

    /// Which rows replace each other. A row that moves elsewhere is deleted where it was.
    struct Place: Hashable, Sendable {
        var conversation: UInt64
        var month: Int64
        var id: EventID
    }

    var place: Place {
        Place(
            conversation: BackendName(call.event.session).placeNumber,
            month: call.event.at.milliseconds / 2_592_000_000, id: call.event.id)
    }
}

extension BackendName {
    /// Where the rows of the conversation, and of its copies for other agents, lie: FNV-1a of program and id, mixed.
    var placeNumber: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in harness.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash ^= hash >> 33
        hash = hash &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 33)
    }
}
