// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The outcome of a commit: the rows that it writes, all with the commit's number as their version.
///
/// Writing them again changes nothing, because of rows of equal key and version any one holds.
struct CommitRows: Sendable {
    var events: [UInt8] = []
    var documents: [UInt8] = []

    /// Whether nothing has to be written.
    var isEmpty: Bool { events.isEmpty && documents.isEmpty }

    /// The rows of what differs from what was read.
    init(_ image: LedgerImage, _ changes: [LedgerImage.Change], number: Int64) {
        var (events, documents) = (TabSeparated(), TabSeparated())
        var days: Set<Int64> = []
        for change in changes {
            if let old = change.old {
                days.insert(old.call.event.at.milliseconds.floorDivided(by: 86_400_000))
                if change.new?.place != old.place { old.write(to: &events, version: number, isDeleted: true) }
            }
            if let new = change.new {
                days.insert(new.call.event.at.milliseconds.floorDivided(by: 86_400_000))
                new.write(to: &events, version: number, isDeleted: false)
            }
        }
        let (kept, gone) = image.changedDocuments
        for document in kept { document.write(to: &documents, version: number) }
        for document in gone { document.write(to: &documents, version: number, isDeleted: true) }
        if kept.isEmpty && gone.isEmpty && changes.isEmpty { return }
        // The sums of these days do not hold any more.
        for day in days.sorted() { SummedDay.gone(day).write(to: &documents, version: number, isDeleted: true) }
        // Every commit before this one is in the tables.
        AppliedMark(number: number - 1).document.write(to: &documents, version: number)
        self.events = events.bytes
        self.documents = documents.bytes
    }

    init(events: [UInt8], documents: [UInt8]) {
        self.events = events
        self.documents = documents
    }

    /// The calls by shard: each row begins with its conversation's number.
    func events(shards: Int) -> [[UInt8]] {
        if shards == 1 { return [events] }
        var parts = [[UInt8]](repeating: [], count: shards)
        for line in events.split(separator: 0x0A) {
            var number: UInt64 = 0
            for digit in line.prefix(while: { $0 != 0x09 }) { number = number &* 10 &+ UInt64(digit &- 0x30) }
            parts[Int(number % UInt64(shards))] += line
            parts[Int(number % UInt64(shards))].append(0x0A)
        }
        return parts
    }
}

/// Up to which commit all rows are in the tables.
struct AppliedMark {
    var number: Int64

    static let id = Document.ID(.state, "applied")

    var document: Document { Document(Self.id, at: number, .null) }
}
