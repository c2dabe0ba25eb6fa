// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let sources = [
        Rule("a source owns the calls that it brought first, and repeats are counted apart") { make in
            let ledger = try await make()
            let (first, copy) = (SourceID(kind: "openclaw", place: "/a"), SourceID(kind: "openclaw", place: "/b"))
            func batch(_ source: SourceID, _ numbers: ClosedRange<Int>) -> SourceBatch {
                SourceBatch(
                    source: source,
                    events: numbers.map {
                        Fixtures.event($0, at: Fixtures.noon.advanced(byMilliseconds: Int64($0) * 1000))
                    },
                    checkpoints: [Checkpoint(source: source, item: "f", position: "\(numbers)")])
            }
            _ = try await ledger.append(batch(first, 1...3))
            _ = try await ledger.append(batch(copy, 1...2))
            _ = try await ledger.append(batch(first, 3...4))
            let states = try await ledger.sourceStates()
            try expect(states.map(\.source), equals: [first, copy], "order")
            try expect(states.map(\.events), equals: [4, 0], "calls brought first")
            try expect(states.map(\.repeats), equals: [1, 2], "calls known already")
            let newest = [4, 2].map { Fixtures.noon.advanced(byMilliseconds: $0 * 1000) }
            try expect(states.map(\.newestEvent), equals: newest, "newest calls")
            _ = try await ledger.append(batch(first, 3...4))
            try expect(try await ledger.sourceStates(), equals: states, "after a replay")
        },
        Rule("a source without calls has none, and no newest one") { make in
            let ledger = try await make()
            let checkpoint = Checkpoint(source: Fixtures.source, item: "f", position: "1")
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, checkpoints: [checkpoint]))
            let states = try await ledger.sourceStates()
            try expect(states.map(\.events), equals: [0], "calls")
            try expect(states.map(\.newestEvent), equals: [nil], "newest call")
            try expect(states.map(\.items), equals: [1], "items")
        },
        Rule("pages of rejections are newest first, without gap or repeat") { make in
            let ledger = try await make()
            let rejections = (0..<7).map { position in
                Rejection(
                    source: Fixtures.source, item: "f", position: Int64(position), length: 1, reason: .notJSON)
            }
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, rejections: rejections))
            var (found, pages): ([Rejection], Int) = ([], 0)
            var next: Int64?
            repeat {
                let page = try await ledger.rejections(after: next, limit: 3)
                found += page.rejections
                next = page.next
                pages += 1
            } while next != nil && pages < 9
            try expect(found, equals: rejections.reversed(), "rejections")
            try expect(pages, equals: 3, "pages")
            let all = try await ledger.rejections(after: nil, limit: .max)
            try expect(all, equals: RejectionPage(rejections: found, next: nil), "one page of all")
            try expect(try await ledger.rejections(after: -5, limit: 3).rejections, equals: [], "an odd cursor")
            try expect(try await ledger.rejections(after: nil, limit: -1).rejections, equals: [], "a negative limit")
        },
    ]
}
