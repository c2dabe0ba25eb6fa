// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Turns that another program answered` {
    @Test(arguments: [
        ("claude-cli", "claude-code"), ("anthropic", "claude-code"), ("Codex-CLI", "codex"), ("openai-codex", "codex"),
        ("openai", "codex"), ("google-gemini-cli", "gemini"), ("pi", "pi"), ("litellm", nil), ("", nil),
    ])
    func `a provider's name tells the program behind it, or nothing`(name: String, harness: String?) {
        #expect(BackendName.harness(of: name) == harness)
    }

    @Test func `a turn reaches from its prompt, else from the turn before it, and always over its last minute`() throws
    {
        func reach(_ duration: Int64?, after previous: Int64?) throws -> [Int64] {
            var event = Fixtures.event(provider: "claude-cli")
            (event.grain, event.durationMilliseconds) = (.turn, duration)
            let turn = try #require(BackendTurn(event))
            let reach = turn.reach(after: previous.map(Fixtures.noon.advanced(byMilliseconds:)))
            return [reach.lowerBound, reach.upperBound].map { $0.milliseconds - Fixtures.noon.milliseconds }
        }
        #expect(try reach(nil, after: nil) == [-86_400_000, 5000])
        #expect(try reach(nil, after: -600_000) == [-600_000, 5000])
        #expect(try reach(nil, after: -10) == [-60_000, 5000])
        #expect(try reach(90_000, after: -600_000) == [-95_000, 5000])
        #expect(try reach(2000, after: nil) == [-60_000, 5000])
    }

    @Test func `a row that is no turn, or no call at all, is none`() {
        var event = Fixtures.event()
        #expect(BackendTurn(event) == nil)
        (event.grain, event.isSynthetic) = (.turn, true)
        #expect(BackendTurn(event) == nil)
    }

    @Test func `what became of them is said, and what may count twice is a warning`() {
        let counts = BackendTurnCounts(told: 3, alone: 3, doubtful: 1)
        #expect(counts.findings.map(\.severity) == [.warning, .note, .note])
        #expect(counts.findings.map(\.code) == [.backendTurns, .backendTurns, .backendTurns])
        #expect(
            counts.findings[0].message.hasPrefix("1 turn that OpenClaw had answered by Claude Code or Codex may count"))
        #expect(
            counts.findings[1].message.hasPrefix("2 turns that OpenClaw had answered by another program count as sums"))
        #expect(BackendTurnCounts().findings.isEmpty)
    }
}
