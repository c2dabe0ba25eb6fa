// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What became of calls that had no price when they came in.
///
/// Costs are stamped once. A call without any is the exception: it gets its price as soon as one is known, and a ledger keeps
/// when that was and what it changed.
package struct Repricing: Hashable, Sendable {
    /// When.
    package var at: Timestamp
    /// The price books that had no price for the calls, in order.
    package var oldRevisions: [String]
    /// The price book that has one.
    package var revision: String
    /// Calls that got a price, or turned out to need none.
    package var calls: Int64
    /// What they had counted: nothing, because their cost was unknown.
    package var before: Money
    /// What they count now.
    package var after: Money
    /// Calls that were without a price; those that still are, are not in `calls`.
    package var examined: Int64

    package init(
        at: Timestamp, oldRevisions: [String] = [], revision: String, calls: Int64 = 0, before: Money = .zero,
        after: Money = .zero, examined: Int64 = 0
    ) {
        self.at = at
        self.oldRevisions = oldRevisions
        self.revision = revision
        self.calls = calls
        self.before = before
        self.after = after
        self.examined = examined
    }

    /// Takes in a call that was without a price.
    ///
    /// - Parameters:
    ///   - old: The call as it was.
    ///   - new: The call as stamped now.
    ///   - isCounted: Whether it is in any sum; one that a finer source tells too is not.
    /// - Returns: whether it has a price now.
    package mutating func take(_ old: UsageEvent, _ new: UsageEvent, isCounted: Bool) -> Bool {
        examined += 1
        guard new.cost.basis != .unpriced else { return false }
        calls += 1
        if isCounted {
            before += old.cost.counted ?? .zero
            after += new.cost.counted ?? .zero
        }
        let revision = old.cost.priceRevision
        if let place = oldRevisions.firstIndex(where: { $0 >= revision }) {
            if oldRevisions[place] != revision { oldRevisions.insert(revision, at: place) }
        } else {
            oldRevisions.append(revision)
        }
        return true
    }

    /// For programs.
    package var json: JSONValue {
        [
            "at": .string(at.iso8601), "old_revisions": .array(oldRevisions.map(JSONValue.string)),
            "revision": .string(revision), "examined_calls": .integer(examined), "priced_calls": .integer(calls),
            "before": before.json, "after": after.json,
        ]
    }
}

extension LedgerWriter {
    /// Prices what has no price by a book that may have one.
    ///
    /// - Parameter isDryRun: Whether only to say what would become of them.
    package func reprice(by book: PriceBook, isDryRun: Bool = false) async throws -> Repricing {
        try await reprice(to: book.revision, isDryRun: isDryRun) { events in
            var stamper = PriceStamper(book)
            return events.map { stamper.stamped($0) }
        }
    }
}
