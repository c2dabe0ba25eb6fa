// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

struct DoubledTelemetryTests {
    private func findings(kind: String, newest: Timestamp? = Fixtures.noon, telemetry: Int64) -> [HealthFinding] {
        let state = SourceState(
            source: SourceID(kind: kind, place: "/home/me/agents"), items: 1, events: 5, newestEvent: newest,
            rejections: 0, lastCommit: Fixtures.noon)
        let health = SourceHealth(
            looks: [], states: [state], sums: UsageSums(), telemetry: telemetry, now: Fixtures.noon)
        return health.findings.filter { $0.code == .telemetry }
    }

    @Test func `OpenClaw's telemetry beside its transcripts is warned of`() throws {
        let finding = try #require(findings(kind: "openclaw", telemetry: 3).first)
        #expect(finding.severity == .warning)
        #expect(finding.message.hasPrefix("3 calls"))
    }

    @Test func `telemetry of a gateway that is not read here is no reason to warn`() {
        #expect(findings(kind: "claude-code", telemetry: 3).isEmpty)
        #expect(findings(kind: "openclaw", newest: nil, telemetry: 3).isEmpty)
        #expect(findings(kind: "openclaw", telemetry: 0).isEmpty)
    }
}
