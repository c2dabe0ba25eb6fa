// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What is counted about a whole ledger: one document, written with every commit.
struct LedgerCounters: Hashable, Sendable {
    /// The ledger's own number, made when it was created.
    var identity: Int64 = 0
    var generation: Int64 = 0
    /// Calls that count, synthetic rows included.
    var events: Int64 = 0
    /// The moments of the first and the last call that counts; nil without calls.
    var first: Timestamp?
    var last: Timestamp?
    /// Whether both still hold: the first or the last call may have stopped counting.
    var areEndsKnown = true
    /// Rows that stand for turns that other programs answered were ever told.
    var hasTurns = false
    /// How many there were, for the numbers of the next ones.
    var rejections: Int64 = 0
    var repricings: Int64 = 0
    var alerts: Int64 = 0
    var deliveries: Int64 = 0
    /// When alerts were evaluated first and last.
    var firstAlerts: Timestamp?
    var lastAlerts: Timestamp?

    static let id = Document.ID(.state, "ledger")

    var document: Document {
        Document(
            Self.id,
            [
                "identity": .integer(identity), "generation": .integer(generation), "events": .integer(events),
                "first": JSONValue(first?.milliseconds), "last": JSONValue(last?.milliseconds),
                "ends_known": .bool(areEndsKnown), "turns": .bool(hasTurns), "rejections": .integer(rejections),
                "repricings": .integer(repricings), "alerts": .integer(alerts), "deliveries": .integer(deliveries),
                "first_alerts": JSONValue(firstAlerts?.milliseconds),
                "last_alerts": JSONValue(lastAlerts?.milliseconds),
            ])
    }

    init() {}

    init(_ document: Document) {
        let json = document.json
        identity = json.number("identity") ?? 0
        generation = json.number("generation") ?? 0
        events = json.number("events") ?? 0
        first = json.moment("first")
        last = json.moment("last")
        areEndsKnown = json["ends_known"]?.flag ?? false
        hasTurns = json["turns"]?.flag ?? true
        rejections = json.number("rejections") ?? 0
        repricings = json.number("repricings") ?? 0
        alerts = json.number("alerts") ?? 0
        deliveries = json.number("deliveries") ?? 0
        firstAlerts = json.moment("first_alerts")
        lastAlerts = json.moment("last_alerts")
    }

    /// Takes in that calls changed.
    mutating func move(from old: [StoredCall], to new: [StoredCall]) {
        let (gone, come) = (old.filter { !$0.isCovered }, new.filter { !$0.isCovered })
        events += Int64(come.count) - Int64(gone.count)
        // A call that only became better known mostly stays where it was.
        let moments = come.map(\.event.at)
        for moment in gone.map(\.event.at) where moment == first || moment == last {
            let isReplaced =
                (moment != first || moments.contains { $0 <= moment })
                && (moment != last || moments.contains { $0 >= moment })
            if !isReplaced { areEndsKnown = false }
        }
        for moment in moments {
            first = first.map { min($0, moment) } ?? moment
            last = last.map { max($0, moment) } ?? moment
        }
        if events == 0 { (first, last, areEndsKnown) = (nil, nil, true) }
    }
}
