// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Random but repeatable tellings of turns that other programs answered: near each other, with few conversations and few
/// figures, so that everything that may be mistaken for something else is.
package struct RandomTurns {
    private var generator: SeededGenerator
    private var told: [SourceBatch] = []
    /// What an explanation may be asked about.
    package let names = ["s1", "s2", "s3", "b1", "b2", "b3"]

    /// A generator; the same seed gives the same batches.
    package init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// Rows, links and facts, some of them several times.
    package mutating func batches() -> [SourceBatch] {
        var pieces: [SourceBatch] = (0..<70).map { number in
            let isTurn = number % 2 == 0
            return Fixtures.batch(isTurn ? turn(1000 + number) : call(2000 + number))
        }
        pieces += (0..<4).map { _ in SourceBatch(source: Fixtures.source, links: [link()]) }
        pieces += (0..<4).map { _ in SourceBatch(source: Fixtures.source, sessions: [facts()]) }
        told = pieces
        let repeats = pieces.shuffled(using: &generator).prefix(20)
        return joined((pieces + repeats).shuffled(using: &generator))
    }

    /// The same once more, in another order and in other pieces.
    package mutating func reordered() -> [SourceBatch] {
        joined(told.shuffled(using: &generator))
    }

    private mutating func joined(_ pieces: [SourceBatch]) -> [SourceBatch] {
        var (batches, rest) = ([SourceBatch](), pieces[...])
        while !rest.isEmpty {
            let count = Int.random(in: 1...6, using: &generator)
            var batch = SourceBatch(source: Fixtures.source)
            for piece in rest.prefix(count) {
                batch.events += piece.events
                batch.links += piece.links
                batch.sessions += piece.sessions
            }
            batches.append(batch)
            rest = rest.dropFirst(count)
        }
        return batches
    }

    private mutating func turn(_ number: Int) -> UsageEvent {
        let isCodex = Bool.random(using: &generator)
        var event = Fixtures.event(
            number, at: moment(), session: session(), provider: isCodex ? "codex-cli" : "claude-cli", model: "default",
            tokens: tokens())
        event.grain = .turn
        event.isSynthetic = number % 14 == 0
        event.durationMilliseconds = pick([nil, nil, 2_000, 90_000])
        event.attribution.kind = pick([nil, .heartbeat, .cron])
        if event.attribution.kind == .cron { event.attribution.cronJob = "c1" }
        if number % 20 == 0 { (event.grain, event.source) = (.conversation, .runLog) }
        if number % 22 == 0 { (event.grain, event.source) = (.run, .status) }
        return event
    }

    private mutating func call(_ number: Int) -> UsageEvent {
        // Some identities come again with other figures, times and conversations.
        var event = Fixtures.event(
            number - number % 5 % 2 * 2, at: moment(),
            session: Fixtures.session(
                pick(["b1", "b2", "b3"]), agent: pick(["main", "main", "ops"]), harness: pick(["claude-code", "codex"])),
            tokens: tokens())
        event.isSynthetic = number % 11 == 0
        event.attribution.kind = pick([nil, nil, .subagent])
        return event
    }

    private mutating func link() -> BackendLink {
        BackendLink(
            session: session(),
            backend: BackendName(harness: pick(["claude-code", "codex"]), id: pick(["b1", "b2", "b3"])))
    }

    private mutating func facts() -> SessionFacts {
        SessionFacts(session: session(), startedAt: moment())
    }

    private mutating func session() -> SessionID {
        Fixtures.session(pick(["s1", "s2", "s3"]))
    }

    private mutating func tokens() -> TokenCounts {
        TokenCounts(input: pick([7, 8]), output: pick([90, 100]), cacheRead: pick([0, 4000]))
    }

    /// Within two days, mostly near each other.
    private mutating func moment() -> Timestamp {
        let spread = Int64.random(in: 0..<30, using: &generator) * pick([5_000, 60_000, 6_000_000])
        return Fixtures.noon.advanced(byMilliseconds: spread + Int64.random(in: 0..<8_000, using: &generator))
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &generator)]
    }
}
