// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let pushes = [
        Rule("a push under a key is committed once and answered alike") { make in
            let ledger = try await make()
            let (batch, key) = (
                pushed(1...3), IdempotencyKey(name: "/events k1", fingerprint: EventID(high: 1, low: 1))
            )
            let first = try await ledger.push(batch, key: key, answer: counts)
            try expect(first, equals: .committed(answer: "3 new, 0 known"), "the first time")
            let again = try await ledger.push(batch, key: key, answer: counts)
            try expect(again, equals: .repeated(answer: "3 new, 0 known"), "the second time")
            // Another key is another push of the same calls.
            let other = IdempotencyKey(name: "/events k2", fingerprint: key.fingerprint)
            let second = try await ledger.push(batch, key: other, answer: counts)
            try expect(second, equals: .committed(answer: "0 new, 3 known"), "under another key")
            try expect(try await ledger.state().events, equals: 3, "calls")
        },
        Rule("a key that comes with another body commits nothing") { make in
            let ledger = try await make()
            let key = IdempotencyKey(name: "/events k", fingerprint: EventID(high: 1, low: 1))
            _ = try await ledger.push(pushed(1...1), key: key, answer: counts)
            let other = IdempotencyKey(name: "/events k", fingerprint: EventID(high: 1, low: 2))
            let receipt = try await ledger.push(pushed(2...2), key: other, answer: counts)
            try expect(receipt, equals: .conflict, "another body")
            try expect(try await ledger.state().events, equals: 1, "calls")
        },
        Rule("a push without a key is committed whenever it comes") { make in
            let ledger = try await make()
            _ = try await ledger.push(pushed(1...2), key: nil, answer: counts)
            let receipt = try await ledger.push(pushed(2...3), key: nil, answer: counts)
            try expect(receipt, equals: .committed(answer: "1 new, 1 known"), "what overlaps")
        },
    ]

    private static func pushed(_ numbers: ClosedRange<Int>) -> SourceBatch {
        SourceBatch(
            source: SourceID(kind: "push", place: "/api/v1/events"), events: numbers.map { Fixtures.event($0) })
    }

    private static let counts: @Sendable (AppendResult) -> String = {
        "\($0.inserted + $0.updated) new, \($0.unchanged) known"
    }
}
