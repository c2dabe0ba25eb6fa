// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionClickHouse

@Suite struct CommitRowsTests {
    private func call(_ number: Int, _ session: String = "s1", input: Int64 = 1) -> StoredCall {
        StoredCall(event: Fixtures.event(number, session: Fixtures.session(session), tokens: TokenCounts(input: input)))
    }

    @Test(arguments: 1...20)
    func `a call comes back from its row with everything`(seed: UInt64) throws {
        var random = RandomEvents(
            seed: seed, window: Window(start: Fixtures.noon, end: Timestamp(seconds: 1_772_020_800)))
        for var event in random.batch(events: 50).events {
            event.answer = nil
            var call = StoredCall(event: event, isCovered: event.id.low % 2 == 0)
            if event.id.high % 3 == 0 {
                call.owner = CallOwner(session: Fixtures.session("o\t'\n"), kind: .cron, cronJob: "c\\1")
            }
            var rows = TabSeparated()
            EventRow(call: call, session: SessionFacts(session: call.counted)).write(
                to: &rows, version: 7, isDeleted: false)
            var read = TabSeparatedRows(rows.bytes)
            let row = read.next()
            #expect(try StoredCall(try #require(row)) == call)
        }
    }

    @Test func `a call that moves to another conversation is deleted where it was`() throws {
        var image = LedgerImage()
        image.read([call(1)])
        image.calls[Fixtures.eventID(1)] = call(1, "s2")
        let rows = CommitRows(image, image.changes, number: 9)
        var (read, found) = (TabSeparatedRows(rows.events), [[String]]())
        while let row = read.next() { found.append([row[11].text, row[4].text, row[3].text].map { $0 }) }
        #expect(found.map { $0[1] } == ["1", "0"])
        #expect(found.allSatisfy { $0[2] == "9" })
    }

    @Test func `what did not change is not written`() throws {
        var image = LedgerImage()
        image.read([call(1), call(2)])
        try image.read([LedgerCounters().document])
        #expect(CommitRows(image, image.changes, number: 3).isEmpty)
        image.calls[Fixtures.eventID(2)] = call(2, input: 5)
        let rows = CommitRows(image, image.changes, number: 3)
        #expect(rows.events.count { $0 == 0x0A } == 1)
    }

    @Test func `rows are cut by shard, none is lost`() throws {
        var image = LedgerImage()
        for number in 0..<100 { image.calls[Fixtures.eventID(number)] = call(number, "s\(number)") }
        let rows = CommitRows(image, image.changes, number: 1)
        let parts = rows.events(shards: 3)
        #expect(parts.map { $0.count { $0 == 0x0A } }.reduce(0, +) == 100)
        #expect(parts.allSatisfy { !$0.isEmpty })
        for (shard, part) in parts.enumerated() {
            var read = TabSeparatedRows(part)
            while let row = read.next() { #expect((UInt64(row[0].text) ?? 0) % 3 == UInt64(shard)) }
        }
    }

    @Test func `names with anything in them stay apart`() {
        #expect(Document.joined(["a", "b"]) != Document.joined(["ab", ""]))
        #expect(Document.joined(["1:a", "b"]) != Document.joined(["1", "a1:b"]))
    }
}
