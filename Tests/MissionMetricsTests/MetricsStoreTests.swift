// Mission Control
// SPDX-License-Identifier: Apache-2.0

import CoreMetrics
import MissionCore
import MissionTesting
import Testing

@testable import MissionMetrics

/// What the program measures of itself.
@Suite struct MetricsStoreTests {
    private func samples(_ store: MetricsStore, _ metric: OwnMetric) throws -> [MetricFamily.Sample] {
        try #require(store.families.first { $0.name == "mission_control_\(metric.rawValue)" }).samples
    }

    @Test func `every metric is told, with its kind, before anything was measured`() {
        let families = MetricsStore().families
        #expect(Set(families.map(\.name)) == Set(OwnMetric.allCases.map { "mission_control_\($0.rawValue)" }))
        #expect(families.filter { $0.kind == .histogram }.map(\.name) == ["mission_control_commit_seconds"])
        #expect(families.allSatisfy { !$0.help.isEmpty })
    }

    @Test func `a commit is measured, and how old its newest call was`() async throws {
        let (store, ledger) = (MetricsStore(), MemoryLedger())
        let clock = FixedClock(Fixtures.noon.advanced(byMilliseconds: 2500))
        let writer = MeasuredWriter(ledger, clock: clock, factory: store)
        let old = Fixtures.event(1, at: Fixtures.noon.advanced(byMilliseconds: -60_000))
        _ = try await writer.append(Fixtures.batch(old, Fixtures.event(2)))
        #expect(try samples(store, .ingestLagSeconds).map(\.value) == ["2.5"])
        #expect(try samples(store, .commitsAtWork).map(\.value) == ["0.0"])
        let commits = try samples(store, .commitSeconds)
        #expect(commits.last == MetricFamily.Sample(suffix: "_count", value: "1"))
        #expect(commits.first { $0.labels.first?.value == "+Inf" }?.value == "1")
        #expect(try await ledger.total(UsageQuery()).calls == 2)
    }

    @Test func `a push is measured, and one without calls says nothing of their age`() async throws {
        let (store, ledger) = (MetricsStore(), MemoryLedger())
        let writer = MeasuredWriter(ledger, factory: store)
        _ = try await writer.push(Fixtures.batch(), key: nil) { _ in "" }
        #expect(try samples(store, .commitSeconds).last?.value == "1")
        #expect(try samples(store, .ingestLagSeconds).isEmpty)
    }

    @Test func `a call that is dated ahead is not younger than now`() async throws {
        let store = MetricsStore()
        let writer = MeasuredWriter(MemoryLedger(), clock: FixedClock(Fixtures.noon), factory: store)
        _ = try await writer.append(Fixtures.batch(Fixtures.event(1, at: Fixtures.noon.advanced(byMilliseconds: 9000))))
        #expect(try samples(store, .ingestLagSeconds).map(\.value) == ["0.0"])
    }

    @Test func `buckets include those before them`() throws {
        let store = MetricsStore()
        let timer = store.makeTimer(label: "commit_seconds", dimensions: [])
        for duration: Int64 in [500_000, 1_000_000, 1_000_001, 20_000_000_000, -5] { timer.recordNanoseconds(duration) }
        let samples = try samples(store, .commitSeconds)
        #expect(samples.map(\.value).prefix(3) == ["3", "4", "4"])
        #expect(samples.first { $0.labels.first?.value == "5.0" }?.value == "4")
        #expect(samples.last?.value == "5")
        #expect(samples.first { $0.suffix == "_sum" }?.value == "20.002500001")
    }

    @Test func `other libraries' figures are not kept`() {
        let store = MetricsStore()
        store.makeTimer(label: "hb.request.duration", dimensions: []).recordNanoseconds(1)
        store.makeMeter(label: "other", dimensions: []).set(1.0)
        store.makeCounter(label: "commit_seconds", dimensions: []).increment(by: 1)
        #expect(store.families.count == OwnMetric.allCases.count)
    }
}
