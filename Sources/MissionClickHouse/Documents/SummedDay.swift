// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A day whose sums hold.
struct SummedDay: Hashable, Sendable {
    /// Days since 1970, UTC.
    var day: Int64
    /// The version of its rows in `day_sums`.
    var version: Int64

    var document: Document { Document(Document.ID(.day, "\(day)"), at: day, .integer(version)) }

    /// What is written, as deleted, when calls of a day change.
    static func gone(_ day: Int64) -> Document { Document(Document.ID(.day, "\(day)"), at: day, .null) }

    init(day: Int64, version: Int64) {
        self.day = day
        self.version = version
    }

    init(_ document: Document) throws {
        guard let version = document.json.whole else { throw Document.malformed(.day) }
        self.init(day: document.at, version: version)
    }
}

/// Sums of days that hold no more. Whoever began to answer before may still read them, so they stay for a while.
struct OutdatedSums {
    /// An answer that takes longer than so many milliseconds does not exist, nor do nodes whose clocks differ by as much.
    private static let reading: Int64 = 3_600_000

    static let id = Document.ID(.outdated, "sums")

    /// When it was noticed that they hold no more.
    private var noticed: [SummedDay: Timestamp] = [:]

    init() {}

    init(_ document: Document) throws {
        for row in document.json.elements {
            let numbers = row.elements.compactMap(\.whole)
            guard numbers.count == 3 else { throw Document.malformed(.outdated) }
            noticed[SummedDay(day: numbers[0], version: numbers[1])] = Timestamp(milliseconds: numbers[2])
        }
    }

    var document: Document {
        let rows = noticed.sorted { ($0.key.day, $0.key.version) < ($1.key.day, $1.key.version) }
        return Document(
            Self.id,
            .array(rows.map { [.integer($0.key.day), .integer($0.key.version), .integer($0.value.milliseconds)] }))
    }

    mutating func add(_ sums: Set<SummedDay>, at now: Timestamp) {
        for sum in sums where noticed[sum] == nil { noticed[sum] = now }
    }

    /// Those that nobody reads any more; they are forgotten here.
    mutating func takeUnread(at now: Timestamp) -> [SummedDay] {
        let unread = noticed.filter { now.milliseconds - $0.value.milliseconds >= Self.reading }.map(\.key)
        for sum in unread { noticed[sum] = nil }
        return unread
    }
}
