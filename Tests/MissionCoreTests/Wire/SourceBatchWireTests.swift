// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

struct SourceBatchWireTests {
    @Test(arguments: UInt64(1)...20)
    func `random batches come back as they were`(seed: UInt64) throws {
        let window = Window(start: Fixtures.noon, end: Fixtures.noon.advanced(byMilliseconds: 86_400_000))
        var events = RandomEvents(seed: seed, window: window)
        var turns = RandomTurns(seed: seed)
        for batch in [events.batch(events: 40)] + turns.batches() {
            #expect(BatchContent(try SourceBatch(wire: batch.wire)) == BatchContent(batch))
            #expect(BatchContent(try SourceBatch(wireBytes: batch.wireBytes)) == BatchContent(batch))
        }
    }

    @Test(arguments: WireBatches.extremes.indices)
    func `the largest, the smallest and the oddest values come back as they were`(index: Int) throws {
        let batch = WireBatches.extremes[index]
        #expect(BatchContent(try SourceBatch(wireBytes: batch.wireBytes)) == BatchContent(batch))
    }

    @Test func `texts come back byte for byte`() throws {
        // Both spellings of é are equal to Swift and are not the same place on a disk.
        for place in ["/\u{e9}", "/e\u{301}"] {
            let batch = SourceBatch(source: SourceID(kind: "pi", place: place))
            let read = try SourceBatch(wireBytes: batch.wireBytes)
            #expect(Array(read.source.place.utf8) == Array(place.utf8))
        }
    }

    @Test func `what is not there has its usual value, and what is unknown is passed over`() throws {
        let json = """
            {"version":1,"source":{"kind":"pi","place":"/a","new":1},"later":[{}],"events":[{"id":"000102030405060708090a0b0c0d0e0f",
            "at":1771934400000,"session":{"harness":"pi","agent":"main","id":"s"},
            "attribution":{"provider":"anthropic","model":"claude-opus-4-6","weather":"fine"},"mood":null}]}
            """
        let batch = try SourceBatch(wireBytes: Array(json.utf8))
        let event = try #require(batch.events.first)
        #expect(
            event
                == UsageEvent(
                    id: EventID(high: 0x0001_0203_0405_0607, low: 0x0809_0a0b_0c0d_0e0f), at: Fixtures.noon,
                    session: SessionID(harness: "pi", agent: "main", id: "s"),
                    attribution: Attribution(
                        provider: "anthropic", model: "claude-opus-4-6", recordedProvider: "", recordedModel: "",
                        gateway: "local", account: "default", machine: "local", kind: nil, cronJob: nil, taskType: nil,
                        caller: nil), tokens: .zero))
        #expect(batch.sessions.isEmpty && batch.checkpoints.isEmpty && batch.bytes == 0)
    }

    @Test func `equal batches are equal texts, and short ones`() {
        let batch = Fixtures.batch(Fixtures.event())
        #expect(
            batch.wire.text()
                == """
                {"version":1,"source":{"kind":"openclaw","place":"/home/someone/.openclaw"},"events":[{"id":\
                "\(Fixtures.eventID(1))","at":1771934400000,"session":{"harness":"openclaw","agent":"main","id":"s1"},\
                "attribution":{"provider":"anthropic","model":"claude-opus-4-6","recorded_provider":"anthropic",\
                "recorded_model":"claude-opus-4-6"},"tokens":{"input":100,"output":10},"cost":{"reported":15000000,\
                "estimated":15000000,"basis":"reported","price_revision":"test"}}]}
                """)
    }

    @Test(arguments: [
        (#"{"source":{"kind":"a","place":"b"}}"#, WireError.version(nil)),
        (#"{"version":2,"source":{"kind":"a","place":"b"}}"#, .version(2)),
        (#"{"version":"1"}"#, .version(nil)), (#"{"version":1}"#, .malformed(path: "source", expected: "an object")),
        ("[]", .malformed(path: "", expected: "an object")), ("", .malformed(path: "", expected: "JSON")),
        ("{\"version\":1", .malformed(path: "", expected: "JSON")),
    ])
    func `what is no batch says so`(text: String, error: WireError) {
        #expect(throws: error) { try SourceBatch(wireBytes: Array(text.utf8)) }
    }
}
