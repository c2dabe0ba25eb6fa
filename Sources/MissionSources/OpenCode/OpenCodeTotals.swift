// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// What the database of OpenCode's predecessor in Go says about one conversation.
struct OpenCodeTotals {
    let event: UsageEvent
    let facts: SessionFacts

    /// Reads a row: id, prompt tokens, completion tokens, cost, last change, beginning, parent, model.
    init(_ row: ForeignDatabase.Row) throws(RejectionReason) {
        let session = SessionID(harness: OpenCodeSource.kind, agent: "main", id: row.text(0) ?? "")
        let (input, output) = (row.integer(1), row.integer(2))
        guard [input, output].allSatisfy({ (0...TokenCounts.plausibleMaximum).contains($0) }) else {
            throw .badTokenCount
        }
        let cost = try JSONValue.object([JSONMember(key: "cost", value: Self.number(row.text(3)))]).dollars("cost")
        let time = Self.time(row.integer(4))
        guard Timestamp.plausible.contains(time) else { throw .badTime }
        var hash = ContentHash("opencode totals")
        hash.add(session.id)
        event = UsageEvent(
            id: hash.id, at: time, session: session, sessionStart: Self.time(row.integer(5)),
            attribution: Attribution(recordedProvider: "", recordedModel: row.text(7) ?? ""),
            tokens: TokenCounts(input: input, output: output), cost: Cost(reported: cost),
            provenance: .database)
        facts = SessionFacts(
            session: session, kind: row.isNull(6) ? .chat : .subagent, startedAt: Self.time(row.integer(5)))
    }

    private static func number(_ text: String?) -> JSONValue {
        text.flatMap { JSONValue(parsing: Data($0.utf8)) } ?? .null
    }

    /// The schema promises milliseconds; the program writes seconds.
    private static func time(_ number: Int64) -> Timestamp {
        number < 100_000_000_000 ? Timestamp(seconds: number) : Timestamp(milliseconds: number)
    }
}
