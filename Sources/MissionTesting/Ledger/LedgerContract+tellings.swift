// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    /// The same calls told by everybody who can tell of them, in random orders and pieces.
    static let tellings = (1...8).map { seed in
        Rule("one call is one row with all its provenances, whoever tells it in whatever order (seed \(seed))") {
            make in
            var story = Story(seed: UInt64(seed))
            var first: [String]?
            for telling in 1...4 {
                let (ledger, oracle) = (try await make(), MemoryLedger())
                for batch in story.shuffled() {
                    let wanted = try await oracle.append(batch)
                    try expect(try await ledger.append(batch), equals: wanted, "result in telling \(telling)")
                }
                for session in story.sessions { try await compare(ledger, with: story, session) }
                let answers = try await everything(ledger, story)
                try expect(answers, equals: try await everything(oracle, story), "answers of the simplest ledger")
                try expect(answers, equals: first ?? answers, "answers after telling \(telling)")
                first = answers
            }
        }
    }

    /// Every answer about a story: rows, sums, places and what is covered.
    private static func everything(_ ledger: Ledger, _ story: Story) async throws -> [String] {
        let query = UsageQuery(groupBy: [.hour, .model, .session, .source])
        var answers = [
            "\(try await ledger.usage(query))", "\(try await ledger.sessions(matching: query, limit: 99))",
            "\(try await ledger.events(matching: query, after: nil, limit: .max))",
            "\(try await ledger.state().events)", "\(try await ledger.state().extent as Any)",
        ]
        for session in story.sessions {
            answers.append("\(try await ledger.explain(session: session.name, limit: .max))")
        }
        return answers
    }

    /// Where a transcript tells all calls, they are what counts, each with the places where the story put it.
    private static func compare(_ ledger: Ledger, with story: Story, _ session: Story.Session) async throws {
        guard session.isTranscribed else { return }
        let explanation = try await ledger.explain(session: session.name, limit: .max)
        let counted = explanation.rows.filter { !$0.isCovered }.map(\.event)
        let places = Dictionary(uniqueKeysWithValues: counted.map { ($0.id, $0.provenance) })
        try expect(places, equals: session.places, "counted calls of \(session.name)")
        let tokens = counted.reduce(into: TokenCounts.zero) { $0 += $1.tokens }
        try expect(tokens, equals: session.tokens, "tokens of \(session.name)")
        let total = try await ledger.total(UsageQuery(filters: [.session: [session.name]]))
        try expect(total.calls, equals: Int64(session.places.count), "calls of \(session.name)")
        try expect(total.tokens, equals: session.tokens, "sums of \(session.name)")
    }
}

/// Random conversations, and everything that anybody tells of them.
private struct Story {
    struct Session {
        var name: String
        /// Whether a transcript tells all its calls.
        var isTranscribed: Bool
        /// Where each call is told.
        var places: [EventID: Provenance] = [:]
        var tokens = TokenCounts.zero
    }

    private(set) var sessions: [Session] = []
    private var told: [UsageEvent] = []
    private var chance: SeededGenerator
    private var number = 0

    init(seed: UInt64) {
        chance = SeededGenerator(seed: seed)
        for index in 0..<6 {
            var session = Session(name: "s\(index)", isTranscribed: index < 3)
            tell(&session, from: Fixtures.noon.advanced(byMilliseconds: Int64(index) * 7_000_000))
            sessions.append(session)
        }
    }

    /// Everything that is told, some of it twice, in a new order and in new pieces.
    mutating func shuffled() -> [SourceBatch] {
        var rest = (told + told.filter { _ in Bool.random(using: &chance) }).shuffled(using: &chance)[...]
        var batches: [SourceBatch] = []
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...12, using: &chance))
            batches.append(SourceBatch(source: Fixtures.source, events: Array(piece)))
            rest = rest.dropFirst(piece.count)
        }
        return batches
    }

    private mutating func tell(_ session: inout Session, from start: Timestamp) {
        var (time, sums) = (start, TokenCounts.zero)
        for _ in 0..<Int.random(in: 2...7, using: &chance) {
            time = time.advanced(byMilliseconds: Int64.random(in: 500...900_000, using: &chance))
            let call = call(of: session.name, at: time)
            sums += call.tokens
            session.tokens += call.tokens
            session.places[call.id] = tellCall(call, session.isTranscribed)
            if Bool.random(using: &chance) { tellLogged(call, .usageLog) }
            if Bool.random(using: &chance) { tellLogged(call, .callDatabase) }
            if Bool.random(using: &chance) { tellSum(session.name, sums, at: time, .run, .status) }
        }
        if Bool.random(using: &chance) { tellSum(session.name, sums, at: time, .conversation, .runLog) }
        if Bool.random(using: &chance) { tellSum(session.name, sums, at: time, .run, .rpc) }
    }

    /// The exact tellers, with the same identity; a stream and a push know the message's time alone.
    private mutating func tellCall(_ call: UsageEvent, _ isTranscribed: Bool) -> Provenance {
        var places: Provenance = []
        func add(_ place: Provenance, _ source: SourceKind) {
            var copy = call
            copy.source = source
            copy.provenance = place
            if source != .transcript { copy.at = call.at.advanced(byMilliseconds: -40) }
            places.formUnion(place)
            told.append(copy)
        }
        if isTranscribed {
            let files = [Provenance.transcript, .archive, .database].filter { _ in Bool.random(using: &chance) }
            for place in files.isEmpty ? [.transcript] : files { add(place, .transcript) }
        }
        if Bool.random(using: &chance) { add(.stream, .stream) }
        if Bool.random(using: &chance) { add(.push, .push) }
        return places
    }

    /// A log's line about the call: a bit earlier or later, estimated, often without provider.
    private mutating func tellLogged(_ call: UsageEvent, _ source: SourceKind) {
        var line = call
        line.id = newIdentity()
        line.at = call.at.advanced(byMilliseconds: Int64.random(in: -1900...1900, using: &chance))
        let provider = Bool.random(using: &chance) ? "" : "anthropic"
        line.attribution = Attribution(recordedProvider: provider, recordedModel: call.attribution.recordedModel)
        line.tokens = TokenCounts(input: call.tokens.input / 2, output: call.tokens.output + 3)
        (line.source, line.grain, line.provenance) = (source, .loggedCall, Provenance(source))
        told.append(line)
    }

    /// The sums so far, first smaller and then as they are.
    private mutating func tellSum(
        _ session: String, _ sums: TokenCounts, at time: Timestamp, _ grain: Grain, _ source: SourceKind
    ) {
        var row = call(of: session, at: time.advanced(byMilliseconds: Int64.random(in: 0...59_000, using: &chance)))
        (row.tokens, row.source, row.grain, row.provenance) = (sums, source, grain, Provenance(source))
        var earlier = row
        earlier.at = row.at.advanced(byMilliseconds: -30_000)
        earlier.tokens.output -= 1
        told += [earlier, row]
    }

    private mutating func call(of session: String, at time: Timestamp) -> UsageEvent {
        let models = ["claude-opus-4-6", "claude-haiku-4-5-20251001"]
        let tokens = TokenCounts(
            input: Int64.random(in: 1...9000, using: &chance), output: Int64.random(in: 1...900, using: &chance))
        var event = Fixtures.event(
            0, at: time, session: Fixtures.session(session),
            model: models[Int.random(in: models.indices, using: &chance)], tokens: tokens)
        event.id = newIdentity()
        return event
    }

    private mutating func newIdentity() -> EventID {
        number += 1
        return Fixtures.eventID(number)
    }
}
