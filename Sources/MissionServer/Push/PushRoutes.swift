// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Logging
internal import MissionCore

/// Takes in what agents, plugins and scripts push. An answer of 200 means: committed.
struct PushRoutes: Sendable {
    let ingestor: Ingestor
    let endpoints: [PushEndpoint]
    let logger: Logger
    let gate = PushGate()

    var routes: [Route] { endpoints.map(route) }

    private func route(_ endpoint: PushEndpoint) -> Route {
        Route(.post, endpoint.path, Self.operation(endpoint)) { request, _ in
            let key = try request.idempotencyKey().map { "\(endpoint.path) \($0)" }
            return try await gate.run(key: key) {
                let format: PushFormat = request.mediaType == .ndjson ? .lines : .object
                guard let reading = endpoint.read(try await request.content(), format) else {
                    throw Problem.tooManyObjects
                }
                return try await answer(reading, key: key, of: endpoint)
            }
        }.needing(.push)
    }

    private static func operation(_ endpoint: PushEndpoint) -> Operation {
        let told = PushDocumentation.of(endpoint.path)
        return Operation(
            .push, told.summary,
            detail:
                "200 means committed. The same again counts nothing twice; under its `Idempotency-Key` it gets the same answer.",
            fields: [.idempotencyKey],
            body: OperationBody(
                contents: endpoint.formats.map { (MediaType($0), told.schema) }, example: told.example),
            answer: .json(.pushOutcome, isTagged: false),
            problems: [.conflict, .unprocessableContent, .serviceUnavailable])
    }

    private func answer(_ reading: PushReading, key: String?, of endpoint: PushEndpoint) async throws -> Response {
        guard reading.count > 0 else { throw Problem.nothingToRead(reading) }
        let isUnreadable = reading.refusals.count == reading.count
        // What was refused as a whole may be mended and sent again under its key.
        let key = isUnreadable ? nil : key.map { IdempotencyKey(name: $0, fingerprint: reading.fingerprint) }
        let receipt = try await logger.committing("a push") {
            try await ingestor.commit(reading.batch, key: key) { endpoint.answer(reading, $0) }
        }
        if isUnreadable { throw Problem.nothingToRead(reading) }
        return try receipt.response()
    }
}

extension Problem {
    fileprivate static let tooManyObjects = Problem(
        status: .contentTooLarge, code: "too_many_objects", title: "Too many objects",
        detail: "One push may have \(PushReading.maximumCount) objects; send them in several.")

    fileprivate static func nothingToRead(_ reading: PushReading) -> Problem {
        let refusals = reading.refusals.prefix(PushReading.listedRefusals)
        return Problem(
            status: .badRequest, code: "nothing_to_read", title: "Nothing to read",
            detail: reading.count == 0
                ? "The body is empty." : "Nothing in the body could be understood; nothing of it was kept.",
            members: [
                JSONMember(key: "rejected", value: .array(refusals.map(\.json))),
                JSONMember(key: "rejected_count", value: JSONValue(count: reading.refusals.count)),
            ])
    }
}

extension MediaType {
    fileprivate init(_ format: PushFormat) {
        self =
            switch format {
            case .object: .json
            case .lines: .ndjson
            }
    }
}
