// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Synchronization

extension LedgerContract {
    static let joining = [
        Rule("what joins a commit sees the batch in the sums") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)))
            let seen = Mutex<[(appended: AppendResult, calls: Int64)]>([])
            let hook: CommitHook = { transaction in
                let calls = try transaction.rows(for: UsageQuery()).first?.sums.calls ?? 0
                seen.withLock { $0.append((transaction.appended, calls)) }
            }
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1), Fixtures.event(2)), joining: hook)
            let batch = Fixtures.batch(Fixtures.event(3))
            let key = IdempotencyKey(name: "/events k", fingerprint: EventID(high: 1, low: 1))
            for _ in 1...2 {
                // The second time nothing is committed, so there is nothing to join.
                _ = try await ledger.push(batch, key: key, joining: hook) { _ in "" }
            }
            let found = seen.withLock { $0 }
            try expect(
                found.map(\.appended), equals: [AppendResult(inserted: 1, unchanged: 1), AppendResult(inserted: 1)],
                "what became of the batches")
            try expect(found.map(\.calls), equals: [2, 3], "calls")
        },
        Rule("when what joins a commit throws, nothing of it is kept") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)))
            let before = try await LedgerContract.everything(ledger)
            let checkpoint = Checkpoint(source: Fixtures.source, item: "a.jsonl", position: "9")
            var batch = Fixtures.batch(
                Fixtures.event(1, tokens: TokenCounts(input: 100, output: 50)), Fixtures.event(2))
            batch.sessions = [SessionFacts(session: Fixtures.session(), label: "named", asOf: Fixtures.noon)]
            batch.checkpoints = [checkpoint]
            let refused = try? await ledger.append(batch, joining: { _ in throw Refusal() })
            try expect(refused == nil, "the commit must throw what its hook throws")
            let key = IdempotencyKey(name: "/events k", fingerprint: EventID(high: 1, low: 1))
            let receipt = try? await ledger.push(batch, key: key, joining: { _ in throw Refusal() }) { _ in "" }
            try expect(receipt == nil, "the push must throw what its hook throws")
            try expect(try await LedgerContract.everything(ledger), equals: before, "answers")
            try expect(try await ledger.checkpoints(of: Fixtures.source).isEmpty, "a checkpoint was kept")
            // The ledger goes on, and the key is still free.
            let again = try await ledger.push(batch, key: key) { "\($0.inserted) new, \($0.updated) better" }
            try expect(again, equals: .committed(answer: "1 new, 1 better"), "the next push")
        },
    ]

    private struct Refusal: Error {}
}
