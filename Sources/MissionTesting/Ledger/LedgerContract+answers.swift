// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let answers =
        [
            Rule("a partial telling is the call that tells the same answer whole, whichever comes first") { make in
                for order in [[0, 1], [1, 0]] {
                    let ledger = try await make()
                    let tellings = [telling(1, output: 10), telling(2, part: true, output: 60)]
                    for index in order { _ = try await ledger.append(Fixtures.batch(tellings[index])) }
                    _ = try await ledger.append(Fixtures.batch(tellings[1]))
                    let calls = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
                    try expect(calls.map(\.event.id), equals: [Fixtures.eventID(1)], "calls")
                    try expect(calls.map(\.event.tokens.output), equals: [60], "output of the larger telling")
                    try expect(try await ledger.state().events, equals: 1, "counted calls")
                }
            },
            Rule("two whole tellings of one key are two calls, and so are two partial ones") { make in
                for isPartial in [false, true] {
                    let ledger = try await make()
                    let both = [telling(1, part: isPartial), telling(2, part: isPartial)]
                    _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: both))
                    try expect(try await ledger.total(UsageQuery()).calls, equals: 2, "calls")
                }
            },
            Rule("one whole telling takes in all partial ones of its key") { make in
                let ledger = try await make()
                for number in 2...4 { _ = try await ledger.append(Fixtures.batch(telling(number, part: true))) }
                try expect(try await ledger.total(UsageQuery()).calls, equals: 3, "partial tellings")
                let result = try await ledger.append(Fixtures.batch(telling(1)))
                try expect(result.covered - result.inserted, equals: 2, "calls that count no longer")
                try expect(try await ledger.total(UsageQuery()).calls, equals: 1, "calls")
                try expect(try await ledger.state().events, equals: 1, "counted calls")
            },
        ] + shuffledAnswers

    /// Answers told whole and in part, growing, again and in any order and pieces.
    private static let shuffledAnswers = (1...6).map { seed in
        Rule("answers told whole and in part count once in whatever order (seed \(seed))") { make in
            var chance = SeededGenerator(seed: UInt64(seed))
            let ledger = try await make()
            var tellings: [UsageEvent] = []
            for answer in 0..<30 {
                let last = Int64.random(in: 10...90, using: &chance)
                for part in 0..<Int.random(in: 1...4, using: &chance) {
                    // Whether the largest telling is a whole one is left to chance.
                    let output = part == 0 ? last : Int64.random(in: 1...last, using: &chance)
                    let isPartial = part == 1 || (answer.isMultiple(of: 3) && part > 1)
                    tellings.append(
                        telling(answer * 10 + (isPartial ? part : 0), answer: answer, part: isPartial, output: output))
                }
            }
            let wanted = Dictionary(grouping: tellings) { $0.answer?.hash ?? 0 }.values.reduce(0) { sum, each in
                sum + (each.map(\.tokens.output).max() ?? 0)
            }
            for round in 1...2 {
                tellings.shuffle(using: &chance)
                var rest = tellings[...]
                while !rest.isEmpty {
                    let piece = rest.prefix(Int.random(in: 1...9, using: &chance))
                    rest = rest.dropFirst(piece.count)
                    _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: Array(piece)))
                }
                let sums = try await ledger.total(UsageQuery())
                try expect(sums.calls, equals: 30, "calls after round \(round)")
                try expect(sums.tokens.output, equals: wanted, "output after round \(round)")
                try expect(try await ledger.state().events, equals: 30, "counted calls after round \(round)")
            }
        }
    }

    private static func telling(
        _ number: Int, answer: Int = 7, part isPartial: Bool = false, output: Int64 = 10
    ) -> UsageEvent {
        var event = Fixtures.event(number, tokens: TokenCounts(input: 100, output: output))
        event.answer = AnswerKey(hash: Int64(answer), isPartial: isPartial)
        return event
    }
}
