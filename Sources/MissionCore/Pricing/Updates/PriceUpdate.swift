// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Prices that somebody took from a published collection or a file, laid over the program's own from a day on.
///
/// An update is never edited: a later one supersedes it, or an undoing drops it.
package struct PriceUpdate: Hashable, Sendable {
    /// What an update says of one model.
    package struct Model: Hashable, Sendable {
        /// Names that it has besides its own; of new models only.
        package var aliases: [String] = []
        /// Ascending. The first holds from the update's day on, or, where its own is nil, since always: of new models only.
        package var prices: [Price]

        package init(aliases: [String] = [], prices: [Price]) {
            self.aliases = aliases
            self.prices = prices
        }

        func dated(by update: PriceUpdate) -> DatedPrices {
            DatedPrices(
                aliases: aliases, prices: prices, effective: update.effective, provenance: update.provenance)
        }
    }

    /// How many models came to what.
    package struct Counts: Hashable, Sendable {
        /// Models with another price than before, and models without any before.
        package var changed = 0
        package var new = 0
        /// Models whose price is the same, and models that were not taken because their prices are implausible.
        package var unchanged = 0
        package var refused = 0
        /// Rows that are no models, or of sellers whose prices the program does not keep.
        package var skipped = 0

        package init() {}
    }

    /// Its number; the first one is 1.
    package var id: Int64
    /// When it was taken.
    package var takenAt: Timestamp
    /// The first day (UTC) on which its prices hold.
    package var effective: CivilDay
    /// What was read: `litellm`, `genai-prices` or `rates`.
    package var source: String
    /// The address it was fetched from, or the file's name.
    package var origin: String
    /// The content's SHA-256 in hexadecimal digits, and its length in bytes.
    package var sha256: String
    package var bytes: Int64
    package var counts: Counts
    /// Models whose implausible prices somebody accepted.
    package var accepted: [String]
    /// Models by price file and name.
    package var files: [String: [String: Model]]
    /// Models by `provider/model` as callers name them: prices that hold for that provider alone.
    package var named: [String: Model]
    /// Names the content of the update.
    package var fingerprint: String

    package init(
        id: Int64, takenAt: Timestamp, effective: CivilDay, source: String, origin: String, sha256: String,
        bytes: Int64, counts: Counts, accepted: [String], files: [String: [String: Model]], named: [String: Model],
        fingerprint: String
    ) {
        self.id = id
        self.takenAt = takenAt
        self.effective = effective
        self.source = source
        self.origin = origin
        self.sha256 = sha256
        self.bytes = bytes
        self.counts = counts
        self.accepted = accepted
        self.files = files
        self.named = named
        self.fingerprint = fingerprint
    }

    /// The day on which it was taken, UTC.
    package var day: CivilDay { CivilDay(number: takenAt.seconds.floorDivided(by: 86_400)) }

    var provenance: PriceProvenance { PriceProvenance(source: source, date: day, update: id) }

    /// Every model that it has, as `provider/model`.
    package var models: [String] {
        (files.flatMap { file, models in models.keys.map { "\(file)/\($0)" } } + named.keys).sorted()
    }
}

/// A line of the history of prices: something was taken, or dropped again.
package enum PriceHistoryEntry: Hashable, Sendable {
    case update(PriceUpdate)
    /// The second number is the update that was dropped.
    case undo(id: Int64, takenAt: Timestamp, undoes: Int64)

    /// Its number.
    package var id: Int64 {
        switch self {
        case .update(let update): update.id
        case .undo(let id, _, _): id
        }
    }
}

/// All that was taken and dropped, the oldest first.
package struct PriceHistory: Hashable, Sendable {
    package private(set) var entries: [PriceHistoryEntry]

    package init(_ entries: [PriceHistoryEntry] = []) { self.entries = entries.sorted { $0.id < $1.id } }

    /// The updates that hold, the oldest first.
    package var updates: [PriceUpdate] {
        let dropped = dropped
        return entries.compactMap { entry in
            guard case .update(let update) = entry, dropped[update.id] == nil else { return nil }
            return update
        }
    }

    /// By dropped update, the entry that dropped it.
    package var dropped: [Int64: Int64] {
        var dropped: [Int64: Int64] = [:]
        for case .undo(let id, _, let undoes) in entries { dropped[undoes] = id }
        return dropped
    }

    /// The number of the next entry.
    package var nextID: Int64 { (entries.last?.id ?? 0).addingSaturating(1) }
}
