// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How a ledger came to what it counts for a conversation.
package struct SessionExplanation: Hashable, Sendable {
    /// The newest of its rows, in the order of time; of equal time the smaller identity first.
    package var rows: [ExplainedCall]
    /// Rows that count, also those that `rows` has no room for.
    package var counted: Int64
    /// Rows that do not count because a finer source tells the same.
    package var covered: Int64
    /// Rows that are no calls.
    package var synthetic: Int64
    /// The gateways that told of any of it, by name; `local` stands for this computer's own files. A call that several told
    /// is one row.
    package var gateways: [String] = []

    /// An explanation from all rows, of which it keeps the newest.
    ///
    /// - Parameters:
    ///   - all: Every row, in any order.
    ///   - limit: It keeps at most so many.
    ///   - gateways: Which gateways told of it.
    package init(_ all: [ExplainedCall], limit: Int, gateways: Set<String> = []) {
        self.gateways = gateways.sorted()
        let ordered = all.sorted { ($0.event.at, $0.event.id) < ($1.event.at, $1.event.id) }
        rows = Array(ordered.suffix(max(0, limit)))
        covered = Int64(all.count { $0.isCovered })
        synthetic = Int64(all.count { !$0.isCovered && $0.event.isSynthetic })
        counted = Int64(all.count) - covered - synthetic
    }

    /// Whether the ledger has no row of such a conversation.
    package var isEmpty: Bool {
        counted + covered + synthetic == 0
    }
}

/// A row of a ledger, and whether it counts.
package struct ExplainedCall: Hashable, Sendable {
    /// The row.
    package var event: UsageEvent
    /// The conversation it counts for: another one than the row's where a program made the call as a session's backend.
    package var session: SessionFacts
    /// Whether a finer source tells the same, so that this row counts nowhere.
    package var isCovered: Bool
    /// The best source that does.
    package var coveredBy: SourceKind?
    /// The program whose log that is, where another one than the row's made the calls.
    package var coveredByHarness: String?

    /// A row.
    ///
    /// - Parameter session: The conversation it counts for.
    package init(event: UsageEvent, session: SessionFacts, isCovered: Bool, coveredBy teller: Coverage.Teller? = nil) {
        self.event = event
        self.session = session
        self.isCovered = isCovered
        coveredBy = teller?.source
        coveredByHarness = teller?.harness
    }
}
