// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Logging
internal import MissionCore

/// Takes in what machines of a fleet have read: whole batches, with everything that a ledger keeps of them. An answer of 200
/// means: committed.
struct BatchRoute: Sendable {
    static let path = "/api/v1/batches"
    /// Values that one batch may have, of all kinds together.
    static let mostValues = 20_000

    let ingestor: Ingestor
    let logger: Logger
    /// What a batch unfolds to is many times its bytes.
    let gate = PushGate(limit: 4)

    var route: Route {
        Route(.post, Self.path, Self.operation) { request, _ in
            let name = try request.idempotencyKey()
            return try await gate.run(key: name) {
                let body = try await request.content()
                let digest = CollectedBatch.digest(of: body)
                let key = IdempotencyKey(name: "\(Self.path) \(name ?? digest.description)", fingerprint: digest)
                return try await commit(try Self.read(body), key).response()
            }
        }.needing(.push)
    }

    private static let operation = Operation(
        .push, "Takes in what `mctl push` has read on another machine.",
        detail: """
            200 means committed, with what a source read here would have had: its prices, sessions, rejections and how far it got. \
            The same batch again counts nothing twice; under its `Idempotency-Key` it gets the same answer.
            """,
        fields: [.idempotencyKey], body: .json(.collectedBatch, example: CollectedBatch.example.wire),
        answer: .json(.batchOutcome, isTagged: false),
        problems: [.conflict, .unprocessableContent, .serviceUnavailable])

    private static func read(_ body: [UInt8]) throws -> CollectedBatch {
        do {
            let collected = try CollectedBatch(wireBytes: body)
            guard collected.batch.valueCount <= mostValues else { throw Problem.tooManyValues }
            try collected.check()
            return collected
        } catch let error as WireError {
            switch error {
            case .malformed(let path, let expected): throw Problem.badMember(path, expected: expected)
            case .version(let version): throw Problem.unknownVersion(version)
            }
        }
    }

    private func commit(_ collected: CollectedBatch, _ key: IdempotencyKey) async throws -> PushReceipt {
        try await logger.committing("a batch") {
            try await ingestor.commit(collected.batch, from: .source(prices: collected.prices), key: key) {
                BatchOutcome(batch: key.fingerprint, appended: $0).json.text()
            }
        }
    }
}

extension Problem {
    fileprivate static let tooManyValues = Problem(
        status: .contentTooLarge, code: "too_many_objects", title: "Too many objects",
        detail: "One batch may have \(BatchRoute.mostValues) values; send them in several.")

    fileprivate static func unknownVersion(_ version: Int64?) -> Problem {
        let written = version.map { "in version \($0)" } ?? "without a version"
        let mend =
            switch version {
            case .some(let version) where version > SourceBatch.wireVersion: "Bring this server up to date first."
            default: "Bring the machine that sends it up to date."
            }
        return Problem(
            status: .badRequest, code: "unknown_version", title: "Unknown version",
            detail: "The batch is written \(written); this server reads version \(SourceBatch.wireVersion). \(mend)",
            members: [
                JSONMember(key: "member", value: "version"),
                JSONMember(key: "expected", value: .string("\(SourceBatch.wireVersion)")),
            ])
    }
}
