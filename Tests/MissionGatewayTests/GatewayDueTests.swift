// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionTesting
import Testing

@testable import MissionGateway

/// When a gateway is asked about which conversation.
@Suite struct `What a gateway is to be asked` {
    private var due = GatewayDue()
    private let pace = GatewayPace()
    private let start = ContinuousClock.now
    private let main = GatewayConversation(key: "agent:main:main", id: "1")

    private func after(_ seconds: Double) -> ContinuousClock.Instant {
        start + .milliseconds(Int64(seconds * 1000))
    }

    @Test mutating func `a run's end is waited for a little, a hidden message longer`() {
        due.note(.hidden, of: main, at: after(0), pace)
        #expect(due.next(at: after(9.9)) == nil)
        #expect(due.next(at: after(10)) == main)
        due.note(.ended, of: main, at: after(2), pace)
        #expect(due.next(at: after(2.9)) == nil)
        #expect(due.next(at: after(3)) == main)
    }

    @Test mutating func `a conversation is asked about once in fifteen seconds`() {
        due.note(.unheard, of: main, at: after(0), pace)
        due.answered(main, newest: 9, at: after(1))
        for second in 2..<20 { due.note(.unheard, of: main, at: after(Double(second)), pace) }
        #expect(due.next(at: after(15.9)) == nil)
        #expect(due.next(at: after(16)) == main)
    }

    @Test mutating func `what was heard message by message is not asked for`() {
        due.answered(main, newest: 9, turn: 8, at: after(0))
        for number: Int64 in 10...14 { due.heard(main, number: number, at: after(1), pace) }
        due.note(.ended, of: main, at: after(2), pace)
        #expect(due.next(at: after(60)) == nil)
        due.heard(main, number: 16, at: after(3), pace)
        #expect(due.next(at: after(60)) == main)
        // Back to the message that began the last turn that was read.
        #expect(due.wanted(main) == 20)
        #expect(due.reaches(main, oldest: 8, newest: 16))
        #expect(!due.reaches(main, oldest: 9, newest: 16))
        #expect(due.reaches(main, oldest: 2, newest: 5))
    }

    @Test mutating func `a gateway that fails is left alone for longer and longer, a conversation not for ever`() {
        due.note(.unheard, of: main, at: after(0), pace)
        due.failed(main, at: after(1), pace)
        #expect(due.next(at: after(60.9)) == nil)
        #expect(due.next(at: after(61)) == main)
        due.failed(main, at: after(61), pace)
        #expect(due.next(at: after(180)) == nil)
        #expect(due.next(at: after(182)) == main)
        due.failed(main, at: after(182), pace)
        #expect(due.next(at: after(10_000)) == nil)
        #expect(due.givenUp == [main])
        due.note(.unheard, of: main, at: after(10_000), pace)
        due.answered(main, newest: 1, at: after(10_001))
        #expect(due.givenUp.isEmpty)
    }

    @Test mutating func `no more wait than a gateway in order ever makes`() {
        for number in 0...GatewayDue.mostWaiting {
            due.note(.unheard, of: GatewayConversation(key: "k", id: "\(number)"), at: after(0), pace)
        }
        #expect(due.givenUp.count == 1)
    }

    @Test mutating func `a session that begins anew leaves its conversation`() {
        #expect(due.note(current: "1", of: main.key) == nil)
        #expect(due.note(current: "1", of: main.key) == nil)
        #expect(due.note(current: "2", of: main.key) == main)
        #expect(!due.isCurrent(main))
        #expect(main.ownKey == "agent:main:1")
    }
}

/// What a gateway tells of a conversation's messages.
@Suite struct `A conversation's messages` {
    private let conversation = GatewayConversation(key: "agent:main:main", id: "s1")

    private func history(_ messages: [JSONValue]) -> GatewayHistory {
        GatewayHistory(
            messages, of: conversation, source: SourceID(kind: "gateway", place: "g"), place: { $0 })
    }

    private func answer(_ id: String?, _ number: Int64) -> JSONValue {
        let message = StandInEvents().answer(id ?? "", number: number, text: "the secret plan")["message"] ?? [:]
        let meta: JSONValue = ["seq": .integer(number)]
        return message.appending(["__openclaw": meta.appending(id.map { ["id": .string($0)] } ?? [:])])
    }

    @Test func `are the calls that the stream tells, and nothing of what was said`() throws {
        var parser = GatewayLiveParser(gateway: "g", account: "a", machine: "m", item: "live")
        let events = StandInEvents { $0.sessionID = "s1" }
        let heard = parser.parse(
            GatewayEvent(
                name: "session.message", payload: events.answer("b7c1", number: 3), sequence: nil, number: 0),
            number: 1)
        let told = history([answer("b7c1", 3)])
        #expect(told.events.map(\.id) == [heard.event?.id])
        #expect(told.events.map(\.source) == [.rpc])
        #expect((told.oldest, told.newest, told.isNameless, told.untold) == (3, 3, false, 0))
        #expect(!"\(told)".contains("secret plan"))
    }

    @Test func `without names tell nothing that could be recognised`() {
        #expect(history([answer(nil, 3)]).isNameless)
        #expect(history([]).count == 0)
    }

    @Test func `without usage are counted`() {
        let placeholder: JSONValue = [
            "role": "assistant", "content": [["type": "text", "text": "[chat.history omitted: message too large]"]],
            "timestamp": 1_795_238_465_956,
            "__openclaw": ["id": "x", "seq": 4, "truncated": true, "reason": "oversized"],
        ]
        let mirror: JSONValue = [
            "role": "assistant", "provider": "openclaw", "model": "delivery-mirror", "content": [],
            "__openclaw": ["id": "y", "seq": 5],
        ]
        #expect(history([answer("a", 3), placeholder, mirror]).untold == 1)
    }

    @Test func `that are none make nothing trap`() {
        for value: JSONValue in [nil, true, 1, "", [], [:], .integer(.min), ["role": "assistant"], ["__openclaw": 7]] {
            _ = history([value, ["role": "assistant", "__openclaw": value, "usage": value]])
        }
    }
}

/// What a gateway tells of a conversation's calls without naming them.
@Suite struct `A conversation's points` {
    private let conversation = GatewayConversation(key: "agent:main:main", id: "s1")

    private func point(_ at: Int64, _ input: Int64, cost: JSONValue = 0) -> JSONValue {
        [
            "timestamp": .integer(at), "input": .integer(input), "output": .integer(min(input, 1)), "cacheRead": 0,
            "cacheWrite": 0,
            "cost": cost,
        ]
    }

    private func points(_ points: [JSONValue], _ models: [JSONValue]?) -> GatewayPoints {
        let usage: JSONValue? = models.map { ["usage": ["modelUsage": .array($0)]] }
        return GatewayPoints(
            GatewaySeries(["sessionId": "s1", "points": .array(points)]), usage: usage, of: conversation,
            place: { $0 })
    }

    private func model(_ name: String, _ count: Int64, provider: String = "p") -> JSONValue {
        [
            "provider": .string(provider), "model": .string(name), "count": .integer(count),
            "totals": ["totalTokens": provider == "openclaw" ? 0 : 9],
        ]
    }

    private let noon: Int64 = 1_795_238_400_000

    @Test func `have the model that the conversation called, where it called but one`() {
        let one = points([point(noon, 5), point(noon, 5)], [model("m", 2)])
        #expect(one.events.map(\.attribution.recordedModel) == ["m", "m"])
        #expect(Set(one.events.map(\.id)).count == 2)
        #expect(one.events.allSatisfy { $0.grain == .point && $0.source == .rpc })
        let several = points([point(noon, 5), point(noon, 6)], [model("m", 1), model("n", 1)])
        #expect(several.events.map(\.attribution.recordedModel) == ["", ""])
        let mirrored = points(
            [point(noon, 5), point(noon, 0)], [model("m", 1), model("delivery-mirror", 1, provider: "openclaw")])
        #expect(mirrored.events.map(\.attribution.recordedModel) == ["m"])
        #expect(points([point(noon, 5)], nil).events.map(\.attribution.recordedModel) == [""])
    }

    @Test func `have the gateway's price, and zero says that it knows none`() throws {
        let quarter = JSONValue.decimal(try #require(Decimal(string: "0.25")))
        let told = points([point(noon, 5, cost: 0), point(noon, 6, cost: quarter)], [])
        #expect(told.events.map(\.cost.reported) == [nil, Money(nanodollars: 250_000_000)])
    }

    @Test func `are none where they are sums, and the calls behind them are counted`() {
        let sums = points([point(noon, 5)], [model("m", 3), model("delivery-mirror", 2, provider: "openclaw")])
        #expect((sums.events.count, sums.unknown) == (0, 3))
    }
}
