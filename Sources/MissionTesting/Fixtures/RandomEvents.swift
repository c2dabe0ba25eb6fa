// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Random but repeatable batches in which everything happens: replays, growing counts, forks, better sources, late facts.
package struct RandomEvents {
    private var generator: SeededGenerator
    private let span: Range<Int64>

    /// A generator of batches whose calls lie in `window`.
    package init(seed: UInt64, window: Window) {
        generator = SeededGenerator(seed: seed)
        span = window.start.milliseconds..<max(window.end.milliseconds, window.start.milliseconds + 1)
    }

    /// The next batch.
    package mutating func batch(events count: Int) -> SourceBatch {
        SourceBatch(
            source: SourceID(kind: pick(["openclaw", "codex"]), place: pick(["/a", "/b"])),
            events: (0..<count).map { _ in event() }, sessions: (0..<3).map { _ in facts() },
            links: (0..<number(3)).map { _ in link() },
            cronJobs: [
                CronJobFacts(
                    id: pick(["c1", "c2"]), agent: "main", name: pick([nil, "digest", "backup"]),
                    isEnabled: pick([nil, true, false]),
                    schedule: pick([nil, .every(60_000), .fields("0 7 * * *", zone: "Europe/Berlin")]),
                    nextRun: pick([nil, Timestamp(seconds: 1_800_000_000), Timestamp(seconds: 1_800_000_060)]))
            ],
            rejections: [
                Rejection(
                    source: SourceID(kind: "openclaw", place: "/a"), item: pick(["f", "g"]), position: number(20),
                    length: number(9), reason: pick(RejectionReason.allCases))
            ],
            checkpoints: [
                Checkpoint(
                    source: SourceID(kind: "openclaw", place: "/a"), item: pick(["f", "g"]), position: "\(number(9))")
            ])
    }

    private mutating func event() -> UsageEvent {
        // Few identities, so that calls come again; everything else is drawn anew and must be decided by the rules.
        let identity = Int(number(400))
        let id = Fixtures.eventID(identity)
        var attribution = Attribution(
            recordedProvider: pick(["anthropic", "claude", "openai", "local"]),
            recordedModel: pick(["claude-opus-4-6", "claude-opus-4-6-20260101", "gpt-5.2", "llama"]),
            gateway: pick(["local", "east"]), account: pick(["default", "work"]), machine: pick(["m1", "m2"]))
        attribution.kind = pick([nil, nil, .heartbeat, .cron])
        attribution.cronJob = pick([nil, nil, "c1"])
        attribution.taskType = pick([nil, "coding", "design"])
        attribution.caller = pick([nil, "router"])
        return UsageEvent(
            id: id, at: Timestamp(milliseconds: Int64.random(in: span, using: &generator)), session: session(),
            sessionStart: pick([nil, Timestamp(milliseconds: span.lowerBound), Fixtures.noon]),
            attribution: attribution, tokens: tokens(), webSearches: number(3), serviceTier: pick([nil, "batch"]),
            region: pick([nil, "us"]), durationMilliseconds: pick([nil, 1200]), status: pick(CallStatus.allCases),
            isSynthetic: number(10) == 0, cost: cost(), source: pick(SourceKind.allCases),
            // What a row stands for is part of what it is.
            grain: identity % 3 == 0 ? Grain.allCases[identity / 3 % Grain.allCases.count] : .call,
            provenance: pick([nil, .archive, [.database, .push]]))
    }

    private mutating func tokens() -> TokenCounts {
        if number(8) == 0 { return .zero }
        let output = number(1000)
        return TokenCounts(
            input: number(5000), output: output, cacheRead: number(90_000), cacheWrite5m: number(400),
            cacheWrite1h: number(400), reasoning: output / 2)
    }

    private mutating func cost() -> Cost {
        Cost(
            reported: number(3) == 0 ? nil : Money(nanodollars: number(90_000_000)), isProviderBilled: number(5) == 0,
            estimated: number(3) == 0 ? nil : Money(nanodollars: number(90_000_000)), basis: pick(CostBasis.allCases),
            priceRevision: pick(["", "2026-01", "2026-02"]))
    }

    private mutating func facts() -> SessionFacts {
        SessionFacts(
            session: session(), key: pick([nil, "agent:main:main", "agent:main:cron:c1"]),
            kind: pick([nil, .chat, .cron, .unattributed]), cronJob: pick([nil, "c1", "c2"]),
            channel: pick([nil, "telegram"]), label: pick([nil, "a label"]), project: pick([nil, "site"]),
            parentKey: pick([nil, "agent:main:main"]), startedAt: pick([nil, Fixtures.noon]),
            origin: pick(FactOrigin.allCases),
            asOf: pick([nil, Fixtures.noon, Fixtures.noon.advanced(byMilliseconds: 1)]))
    }

    private mutating func session() -> SessionID {
        Fixtures.session(
            pick(["s1", "s2", "s3"]), agent: pick(["main", "ops"]), harness: pick(["openclaw", "codex"]))
    }

    private mutating func link() -> BackendLink {
        BackendLink(
            session: Fixtures.session(pick(["s1", "s2", "s3"]), agent: pick(["main", "ops"])),
            backend: BackendName(harness: "codex", id: pick(["s1", "s2", "s4"])))
    }

    private mutating func number(_ bound: Int64) -> Int64 {
        Int64.random(in: 0..<bound, using: &generator)
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &generator)]
    }
}
