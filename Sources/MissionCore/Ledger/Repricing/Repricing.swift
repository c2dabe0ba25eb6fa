// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What became of calls that were stamped again.
///
/// Costs are stamped when a call comes in. There are two exceptions, and a ledger keeps a record of each: a call without any
/// price gets one as soon as one is known, and a person may have calls stamped again by the prices that are known now.
package struct Repricing: Hashable, Sendable {
    /// Why calls were stamped again.
    package enum Kind: String, Sendable {
        /// They had no price before.
        case unpriced
        /// Somebody asked for it, and said which calls.
        case selected
        /// Somebody took an earlier one back.
        case undo
    }

    /// The number under which the ledger keeps it; nil for one that was only tried.
    package var id: Int64?
    /// When.
    package var at: Timestamp
    /// Why.
    package var kind: Kind
    /// The name of the user who asked for it; empty where the program did so by itself.
    package var actor: String
    /// Which calls were looked at, in words; empty for all those without a price.
    package var selection: String
    /// The price books by which the calls had been stamped, in order.
    package var oldRevisions: [String]
    /// The price book by which they are stamped now; empty for an undoing, which gives each call its own back.
    package var revision: String
    /// Calls whose stamp changed.
    package var calls: Int64
    /// What the calls looked at had counted. Calls of unknown cost counted nothing.
    package var before: Money
    /// What they count now.
    package var after: Money
    /// Calls that were looked at. Of those that were without a price, only the ones that got one are kept.
    package var examined: Int64
    /// Calls looked at that count what was recorded or billed, whatever their list price is.
    package var reportedCalls: Int64 = 0
    /// Calls that have a price and would have lost it: they keep it.
    package var keptCalls: Int64 = 0
    /// Of an undoing: calls that became better known or were stamped again since, and were left as they are.
    package var leftCalls: Int64 = 0
    /// The same by model, in order of their names; none where calls had no price before.
    package var models: [RepricedModel] = []
    /// Of an undoing: the repricing that it took back.
    package var undoes: Int64?
    /// The undoing that took this one back; nil while it holds.
    package var undoneBy: Int64?

    package init(
        id: Int64? = nil, at: Timestamp, kind: Kind = .unpriced, actor: String = "", selection: String = "",
        oldRevisions: [String] = [], revision: String, calls: Int64 = 0, before: Money = .zero, after: Money = .zero,
        examined: Int64 = 0
    ) {
        self.id = id
        self.at = at
        self.kind = kind
        self.actor = actor
        self.selection = selection
        self.oldRevisions = oldRevisions
        self.revision = revision
        self.calls = calls
        self.before = before
        self.after = after
        self.examined = examined
    }

    /// By how much what is counted moved.
    package var difference: Money { after - before }

    /// Takes note of a price book by which a call had been stamped.
    mutating func add(oldRevision revision: String) {
        if let place = oldRevisions.firstIndex(where: { $0 >= revision }) {
            if oldRevisions[place] != revision { oldRevisions.insert(revision, at: place) }
        } else {
            oldRevisions.append(revision)
        }
    }
}

/// What a repricing changed about one model's calls.
package struct RepricedModel: Hashable, Sendable {
    /// `provider/model`.
    package var model: String
    /// Calls that were looked at, and of those the ones whose stamp changed.
    package var examined: Int64 = 0
    package var calls: Int64 = 0
    /// Calls that count what was recorded or billed.
    package var reportedCalls: Int64 = 0
    /// What all of them had counted, and count now.
    package var before = Money.zero
    package var after = Money.zero

    package init(model: String) { self.model = model }

    /// For programs.
    package var json: JSONValue {
        [
            "model": .string(model), "examined_calls": .integer(examined), "changed_calls": .integer(calls),
            "reported_calls": .integer(reportedCalls), "before": before.json, "after": after.json,
            "difference": (after - before).json,
        ]
    }
}
