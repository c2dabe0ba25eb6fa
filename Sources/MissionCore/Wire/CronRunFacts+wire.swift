// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CronRunFacts: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(
            job: try fields.text("job"), startedAt: try fields.moment("started_at"),
            agent: try fields.optionalText("agent"), outcome: try fields.optional("outcome") ?? .finished,
            sessionID: try fields.optionalText("session_id"), key: try fields.optionalText("key"))
        if let ended = try fields.optionalMoment("ended_at") { endedAt = ended }
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("job", .string(job)), ("started_at", .integer(startedAt.milliseconds)),
            ("ended_at", endedAt == startedAt ? nil : .integer(endedAt.milliseconds)),
            ("agent", agent.map(JSONValue.string)), ("outcome", outcome == .finished ? nil : outcome.wire),
            ("session_id", .unless(Self.sessionID(job: job, startedAt: startedAt), sessionID)),
            ("key", key.map(JSONValue.string)),
        ])
    }
}

extension CronRunFacts.Outcome: WireValue {
    private static let skippedName = "skipped"
    private static let finishedName = "finished"

    package init(wire json: JSONValue) throws(WireError) {
        if case .string(let text) = json {
            guard text == Self.skippedName || text == Self.finishedName else {
                throw .malformed(path: "", expected: "finished, skipped, or why it failed")
            }
            self = text == Self.skippedName ? .skipped : .finished
            return
        }
        self = .failed(try WireFields(json).optionalName("failed") ?? .failed)
    }

    package var wire: JSONValue {
        switch self {
        case .finished: .string(Self.finishedName)
        case .skipped: .string(Self.skippedName)
        case .failed(let status): ["failed": .string(status.rawValue)]
        }
    }
}
