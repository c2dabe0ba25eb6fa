// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension ClickHouseLedger {
    /// Takes in a batch, unless what joins it throws.
    package func append(_ batch: SourceBatch, joining hook: CommitHook?) async throws -> AppendResult {
        let (reader, clock) = (reader, clock)
        return try await committing { neighbourhood in
            var work = BatchWork(batch, neighbourhood, now: clock.now)
            try await work.run()
            let image = try await Self.join(hook, work.image, work.result, reader, neighbourhood)
            return .init(image: image, value: work.result)
        }
    }

    /// Takes in what was pushed, once per key and day.
    package func push(
        _ batch: SourceBatch, key: IdempotencyKey?, joining hook: CommitHook?,
        answer: @escaping @Sendable (AppendResult) -> String
    ) async throws -> PushReceipt {
        let (reader, clock) = (reader, clock)
        return try await committing { neighbourhood in
            let now = clock.now
            var known: [Document] = []
            if let key {
                known = try await neighbourhood.documents(.receipt, keys: [PushAnswer.id(key).key])
                if let before = try known.first.map(PushAnswer.init), before.isFresh(at: now) {
                    let isSame = before.key.fingerprint == key.fingerprint
                    return .init(image: LedgerImage(), value: isSame ? .repeated(answer: before.answer) : .conflict)
                }
            }
            var work = BatchWork(batch, neighbourhood, now: now)
            try await work.run()
            var image = try await Self.join(hook, work.image, work.result, reader, neighbourhood)
            let text = answer(work.result)
            if let key {
                try image.read(known)
                let receipt = PushAnswer(key: key, answer: text, at: now).document
                image.documents[receipt.id] = receipt
            }
            return .init(image: image, value: .committed(answer: text))
        }
    }

    /// Runs what joins a commit.
    static func join(
        _ hook: CommitHook?, _ image: LedgerImage, _ result: AppendResult, _ reader: ClickHouseReader,
        _ neighbourhood: Neighbourhood
    ) async throws -> LedgerImage {
        guard let hook else { return image }
        var image = image
        try image.read(try await neighbourhood.documents(.alert))
        let transaction = ClickHouseTransaction(
            image, appended: result, reader: reader, neighbourhood: neighbourhood)
        return try await transaction.run(hook)
    }

    /// How far a source has got, by item.
    package func checkpoints(of source: SourceID) async throws -> [String: Checkpoint] {
        try await asking { reader in
            let documents = try await reader.documents(.checkpoint, where: "ref = \(value: source.documentKey)")
            let checkpoints: [Checkpoint] = try documents.map { try $0.value() }
            return Dictionary(checkpoints.map { ($0.item, $0) }) { first, _ in first }
        }
    }
}

extension PushAnswer {
    /// Whether the key is still remembered.
    fileprivate func isFresh(at now: Timestamp) -> Bool {
        now.milliseconds.subtractingSaturating(at.milliseconds) < IdempotencyKey.lifetimeMilliseconds
    }
}
