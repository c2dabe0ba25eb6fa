// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionTesting
internal import Testing

struct WireFaultTests {
    @Test(
        arguments: [
            ("events.0.id", "x", "events[0].id: expected 32 hexadecimal digits"),
            ("events.0.at", "soon", "events[0].at: expected a whole number"),
            ("events.1.session.id", nil, "events[1].session.id: expected a text"),
            ("events.1.tokens.cache_read", "many", "events[1].tokens.cache_read: expected a whole number"),
            ("events.0.cost.basis", "gift", "events[0].cost.basis: expected one of provider_billed, reported"),
            ("events.0.attribution.model", nil, "events[0].attribution.model: expected a text"),
            ("events.0.synthetic", "yes", "events[0].synthetic: expected true or false"),
            ("events.0.answer.hash", nil, "events[0].answer.hash: expected a whole number"),
            ("events", "none", "events: expected a list"), ("events.0", "call", "events[0]: expected an object"),
            ("renamings.0.new", nil, "renamings[0].new: expected an object"),
            ("api_calls.0.service", nil, "api_calls[0].service: expected a text"),
            ("sessions.0.context.used", nil, "sessions[0].context.used: expected a whole number"),
            ("links.0.backend.id", nil, "links[0].backend.id: expected a text"),
            ("cron_jobs.2.schedule.every", "0", "cron_jobs[2].schedule.every: expected a whole number"),
            ("cron_jobs.2.schedule.every", nil, "cron_jobs[2].schedule: expected at, every or fields"),
            ("cron_runs.0.outcome", "won", "cron_runs[0].outcome: expected finished, skipped"),
            ("quotas.0.used_hundredths", nil, "quotas[0].used_hundredths: expected a whole number"),
            ("rejections.0.reason", nil, "rejections[0].reason: expected a reason"),
            ("rejections.0.source.kind", nil, "rejections[0].source.kind: expected a text"),
            ("checkpoints.0.item", nil, "checkpoints[0].item: expected a text"),
            ("bytes", "many", "bytes: expected a whole number"),
        ] as [(String, String?, String)])
    func `a field that is wrong is named with its place`(path: String, value: String?, message: String) throws {
        let places = path.split(separator: ".").map(String.init)
        let json = WireBatches.extremes[1].wire.setting(places[...], to: value.map(JSONValue.string)) ?? .null
        let error = #expect(throws: WireError.self) { try SourceBatch(wire: json) }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "nothing")")
    }

    @Test func `a wait of no time between runs is refused`() {
        #expect(throws: WireError.malformed(path: "every", expected: "milliseconds, more than 0")) {
            try CronSchedule(wire: ["every": 0])
        }
    }

    @Test func `damaged bytes are read or refused, and stop nothing`() {
        var generator = SeededGenerator(seed: 1)
        let whole = WireBatches.extremes[0].wireBytes
        var refused = 0
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] =
                    Self.signs.randomElement(using: &generator) ?? 0
            }
            if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<9, using: &generator)) }
            do { _ = try SourceBatch(wireBytes: bytes) } catch { refused += 1 }
        }
        #expect((1..<300).contains(refused))
    }

    /// Bytes that mean something in JSON, and some that mean nothing in UTF-8.
    private static let signs: [UInt8] = Array("{}[]\",:0123456789-.eE\\ntfu ".utf8) + [0, 0x7f, 0x80, 0xc0, 0xff]

    @Test func `any member may be anything`() {
        var generator = SeededGenerator(seed: 2)
        var refused = 0
        for _ in 0..<2000 {
            let json = WireBatches.extremes[1].wire.damaged(by: &generator)
            do { _ = try SourceBatch(wire: json) } catch { refused += 1 }
        }
        #expect((1000..<2000).contains(refused))
    }
}

extension JSONValue {
    /// The same with another value at a place; without it for nil.
    fileprivate func setting(_ path: ArraySlice<String>, to value: JSONValue?) -> JSONValue? {
        guard let first = path.first else { return value }
        switch self {
        case .array(let elements):
            return .array(
                elements.enumerated().compactMap { index, element in
                    "\(index)" == first ? element.setting(path.dropFirst(), to: value) : element
                })
        case .object(var members):
            if !members.contains(where: { $0.key == first }) { members.append(JSONMember(key: first, value: .null)) }
            return .object(
                members.compactMap { member in
                    guard member.key == first else { return member }
                    return member.value.setting(path.dropFirst(), to: value).map { JSONMember(key: first, value: $0) }
                })
        default: return value
        }
    }

    /// The same with one of its values replaced.
    fileprivate func damaged(by generator: inout SeededGenerator) -> JSONValue {
        switch self {
        case .array(var elements) where !elements.isEmpty:
            let index = Int.random(in: elements.indices, using: &generator)
            elements[index] = elements[index].damaged(by: &generator)
            return .array(elements)
        case .object(var members) where !members.isEmpty && Int.random(in: 0..<8, using: &generator) > 0:
            let index = Int.random(in: members.indices, using: &generator)
            members[index].value = members[index].value.damaged(by: &generator)
            return .object(members)
        default:
            let values: [JSONValue] = [.null, .bool(true), -1, .decimal(0.5), "", "0", [], [[]], [:], ["at": [:]]]
            return values.randomElement(using: &generator) ?? .null
        }
    }
}
