// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Which calls are to be stamped again, by whom, and by which prices.
package struct RepricingRequest: Sendable {
    /// Window and filters say which calls; the rest of the question is not looked at. Rows that are no calls are left out.
    package var query: UsageQuery
    /// The same in words, for the record.
    package var selection: String
    /// The price book's revision.
    package var revision: String
    /// The name of the user.
    package var actor: String
    /// Whether only to say what would become of them.
    package var isDryRun: Bool
    /// Gives calls with their costs decided, in their order.
    package var stamp: @Sendable ([UsageEvent]) -> [UsageEvent]

    package init(
        query: UsageQuery, selection: String, revision: String, actor: String, isDryRun: Bool,
        stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) {
        self.query = query
        self.selection = selection
        self.revision = revision
        self.actor = actor
        self.isDryRun = isDryRun
        self.stamp = stamp
    }

    /// A request to stamp by a price book.
    package init(query: UsageQuery, selection: String, by book: PriceBook, actor: String, isDryRun: Bool) {
        self.init(
            query: query, selection: selection, revision: book.revision, actor: actor, isDryRun: isDryRun
        ) { events in
            var stamper = PriceStamper(book)
            return events.map { stamper.stamped($0) }
        }
    }
}

/// Why a repricing cannot be undone.
package enum RepricingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// None holds that could be undone.
    case nothingToUndo
    /// There is none of that number.
    case unknown(Int64)
    /// It was undone before, by the repricing of the second number.
    case undone(Int64, by: Int64)
    /// Some of its calls were stamped again by the repricing of the second number, which holds.
    case superseded(Int64, by: Int64)
    /// It gave calls their first price, or took another one back.
    case notUndoable(Int64, Repricing.Kind)

    /// What stands in the way.
    package var description: String {
        switch self {
        case .nothingToUndo: "no repricing holds that could be undone; `mctl reprice --history` lists them"
        case .unknown(let id): "there is no repricing \(id); `mctl reprice --history` lists them"
        case .undone(let id, let other): "repricing \(id) was undone before, by number \(other)"
        case .superseded(let id, let other):
            "number \(other) priced calls of repricing \(id) again: undo that one first, with `mctl reprice --undo \(other)`"
        case .notUndoable(let id, .undo): "number \(id) is itself an undoing; reprice again instead"
        case .notUndoable(let id, _):
            "repricing \(id) gave calls their first price; without it their cost would be unknown again"
        }
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

extension Repricing {
    /// Checks that what it changed can be taken back.
    ///
    /// - Throws: ``RepricingError``.
    package func checkIsUndoable(_ id: Int64) throws {
        guard kind == .selected else { throw RepricingError.notUndoable(id, kind) }
        if let undoneBy { throw RepricingError.undone(id, by: undoneBy) }
    }
}
