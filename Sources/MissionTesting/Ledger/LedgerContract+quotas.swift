// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    private static func quota(
        _ minute: Int64, _ used: Int64, gateway: String = "g", provider: String = "anthropic", label: String = "5h",
        resets: Int64? = 300
    ) -> QuotaRecord {
        func moment(_ minute: Int64) -> Timestamp { Fixtures.noon.advanced(byMilliseconds: minute * 60_000) }
        return QuotaRecord(
            gateway: gateway, provider: provider, label: label,
            reading: QuotaReading(at: moment(minute), usedHundredths: used, resetsAt: resets.map(moment)))
    }

    private static func append(_ quotas: [QuotaRecord], to ledger: Ledger) async throws {
        let source = SourceID(kind: "gateway", place: "g")
        try expect(
            try await ledger.append(SourceBatch(source: source, quotas: quotas)), equals: AppendResult(), "calls")
    }

    static let quotas = [
        Rule("a quota is kept when it changes, and else once in five minutes") { make in
            let ledger = try await make()
            let kept = [quota(0, 100), quota(1, 150), quota(6, 150), quota(7, 150, resets: 600), quota(8, 20)]
            for record in [kept[0], kept[1], quota(2, 150), quota(5, 150)] + kept[2...] {
                try await append([record], to: ledger)
            }
            try expect(try await ledger.quotas(of: "g", since: Fixtures.noon), equals: kept, "readings")
            try expect(try await ledger.latestQuotas(of: nil), equals: [kept[4]], "the newest one")
        },
        Rule("a quota whose reset is told a little later each time has not changed") { make in
            let ledger = try await make()
            var second = quota(1, 100)
            second.reading.resetsAt = second.reading.resetsAt?.advanced(byMilliseconds: 1_000)
            try await append([quota(0, 100), second], to: ledger)
            try expect(try await ledger.quotas(of: "g", since: Fixtures.noon).count, equals: 1, "readings")
        },
        Rule("replaying quotas changes nothing, nor do older ones") { make in
            let ledger = try await make()
            let batch = [quota(10, 100), quota(20, 200), quota(5, 0, label: "Week", resets: nil)]
            try await append(batch, to: ledger)
            let generation = try await ledger.state().generation
            try expect(generation > 0, "a quota is a change")
            try await append(batch, to: ledger)
            try await append([quota(15, 170)], to: ledger)
            try expect(try await ledger.state().generation, equals: generation, "generation")
            try expect(try await ledger.quotas(of: "g", since: Fixtures.noon), equals: batch, "readings")
        },
        Rule("quotas are told apart by gateway, provider and label, and cut by time") { make in
            let ledger = try await make()
            let mine = [
                quota(0, 1), quota(0, 2, label: "Week"), quota(0, 3, provider: "zai"), quota(9, 4, provider: "zai"),
            ]
            let other = quota(0, 5, gateway: "b")
            try await append(mine + [other], to: ledger)
            try expect(try await ledger.latestQuotas(of: nil), equals: [other, mine[0], mine[1], mine[3]], "newest")
            try expect(try await ledger.latestQuotas(of: "b"), equals: [other], "newest of one")
            try expect(try await ledger.latestQuotas(of: "c"), equals: [], "of an unknown one")
            let late = Fixtures.noon.advanced(byMilliseconds: 1)
            try expect(try await ledger.quotas(of: "g", since: late), equals: [mine[3]], "since then")
            try expect(try await ledger.quotas(of: "g", since: Fixtures.noon), equals: mine, "since noon")
        },
    ]
}
