// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionGatewayTesting
import MissionTesting
import Testing

@testable import MissionGateway

/// How much of what a gateway told never came.
@Suite struct `What was not heard of a gateway` {
    private var heard = MissedMessageTracker()
    private var parser = GatewayLiveParser(gateway: "g", account: "a", machine: "m", item: "live")
    private var number: Int64 = 0

    @discardableResult
    private mutating func hear(
        _ payload: JSONValue, _ name: String = "session.message", sequence: Int64? = nil, skipped: Int64 = 0
    ) -> MissedMessageTracker.Gap {
        let event = GatewayEvent(name: name, payload: payload, sequence: sequence, number: number, skipped: skipped)
        number += 1
        return heard.note(event, parser.parse(event, number: number))
    }

    @Test mutating func `the numbers of a conversation's messages prove what was left out`() {
        let (main, other) = (StandInEvents(), StandInEvents { ($0.key, $0.sessionID) = ("agent:main:x", "x") })
        hear(main.answer("1", number: 40))
        hear(other.answer("1", number: 2))
        hear(main.answer("2", number: 41))
        #expect(heard.missed == 0)
        hear(main.answer("5", number: 44))
        #expect(heard.missed == 2)
        // After a reset of the conversation numbers begin anew.
        hear(main.answer("6", number: 1))
        #expect(heard.missed == 2)
    }

    @Test mutating func `events that gave way to newer ones are counted once`() {
        hear(StandInEvents().answer("1", number: 1))
        number += 3
        #expect(hear(StandInEvents().answer("5", number: 5)) == .messages)
        #expect(heard.missed == 3)
    }

    @Test mutating func `gaps among others' events are looked into and not counted`() {
        #expect(hear(["ts": 1], "presence", sequence: 1) == .none)
        #expect(hear(["ts": 2], "presence", sequence: 9, skipped: 7) == .others)
        #expect(heard.missed == 0)
        hear(StandInEvents().answer("1", number: 1), sequence: nil)
        #expect(heard.missed == 0)
    }

    @Test mutating func `where messages have the gateway's numbers, its gaps are counted`() {
        hear(StandInEvents().answer("1", number: 1), sequence: 1)
        #expect(hear(StandInEvents().answer("4", number: 4), sequence: 4, skipped: 2) == .messages)
        #expect(heard.missed == 2)
    }

    @Test mutating func `a message told without its usage is counted`() {
        hear(StandInEvents().changed(phase: "message", number: 1), "sessions.changed")
        hear(StandInEvents().answer("2", number: 2))
        #expect(heard.missed == 1)
    }

    @Test mutating func `a conversation that went on meanwhile is suspected until its numbers tell`() {
        let (main, quiet) = (StandInEvents(), StandInEvents { $0.sessionID = "q" })
        hear(main.answer("1", number: 7, at: 1_795_238_465_956))
        heard.compare(with: [main.row(1_795_238_465_956), quiet.row(1_795_238_400_000)], wasAway: false)
        #expect(heard.missed == 0)
        heard.beginConnection()
        number = 0
        heard.compare(with: [main.row(1_795_238_470_000), quiet.row(1_795_238_400_000)], wasAway: true)
        #expect(heard.missed == 1)
        hear(main.answer("5", number: 11, at: 1_795_238_480_000))
        #expect(heard.missed == 3)
        heard.compare(
            with: [main.row(1_795_238_480_000), StandInEvents { $0.sessionID = "new" }.row(1)], wasAway: true)
        #expect(heard.missed == 4)
    }
}
