// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a ledger holds, all of it as of one moment: enough to tell whether another file holds the same.
package struct LedgerSummary: Hashable, Sendable {
    /// The ledger's own number, made when it was created; copies have the same.
    package var id: Int64
    /// The last change of its tables that was made, by name.
    package var schema: String
    /// How often it has changed.
    package var generation: Int64
    /// Calls that count, synthetic rows included.
    package var events: Int64
    /// Conversations.
    package var sessions: Int64
    /// Places that calls were read from.
    package var sources: Int64
    /// Inputs that were rejected.
    package var rejections: Int64
    /// When its first call was; nil when there are none.
    package var firstCall: Timestamp?
    /// When its last call was.
    package var lastCall: Timestamp?
    /// The sums of all calls, as `mctl usage` gives them.
    package var totals: UsageSums

    package init(
        id: Int64, schema: String, generation: Int64, events: Int64, sessions: Int64, sources: Int64, rejections: Int64,
        firstCall: Timestamp?, lastCall: Timestamp?, totals: UsageSums
    ) {
        self.id = id
        self.schema = schema
        self.generation = generation
        self.events = events
        self.sessions = sessions
        self.sources = sources
        self.rejections = rejections
        self.firstCall = firstCall
        self.lastCall = lastCall
        self.totals = totals
    }

    /// The ledger's number as it is written.
    package var name: String { Self.name(id) }

    /// Sixteen hexadecimal digits.
    package static func name(_ id: Int64) -> String {
        let digits = String(UInt64(bitPattern: id), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// For programs and for manifests.
    package var json: JSONValue {
        [
            "id": .string(name), "schema": .string(schema), "generation": .integer(generation),
            "events": .integer(events), "sessions": .integer(sessions), "sources": .integer(sources),
            "rejections": .integer(rejections), "first_call_at": JSONValue(firstCall?.iso8601),
            "last_call_at": JSONValue(lastCall?.iso8601), "totals": totals.json,
        ]
    }
}
