// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What is pushed, and what the answer is. What is not named is ignored.
extension Schema {
    /// A name: shown, so never long, and never text of a conversation.
    private static let name = Schema.value([
        JSONMember(key: "type", value: ["string", "null"]), JSONMember(key: "maxLength", value: 512),
        JSONMember(key: "pattern", value: "^[^\\u0000]*$"),
    ])
    private static let tokens = integer(0...TokenCounts.plausibleMaximum).nullable
    private static let duration = Schema.value([
        JSONMember(key: "type", value: ["number", "null"]), JSONMember(key: "minimum", value: 0),
        JSONMember(key: "maximum", value: 2_592_000_000),
    ])
    /// RFC 3339, or milliseconds since 1970.
    private static let time: Schema = .oneOf([.moment, .integer(946_684_800_000...4_102_444_799_999)])
    private static let paid: Schema = .oneOf([
        .value([JSONMember(key: "type", value: ["number", "null"]), JSONMember(key: "minimum", value: 0)]),
        .string(#"^[0-9]{1,5}(\.[0-9]{1,12})?$"#),
    ])

    /// A model call, or a whole run.
    static let pushedCall = Schema.component(
        "PushedCall",
        .open(
            [
                SchemaMember("at", time.described("When it was answered.")),
                SchemaMember("model", .text.described("The model, also as `provider/model`.")),
            ]
                + ["provider", "harness", "agent", "session", "session_key", "run_id", "message_id", "call_id", "id"]
                .map {
                    SchemaMember("\($0)?", name)
                }
                + ["gateway", "account", "machine", "channel", "project", "cron_job", "task_type", "caller"].map {
                    SchemaMember("\($0)?", name)
                }
                + [
                    SchemaMember("session_kind?", .sessionKind.nullable),
                    SchemaMember("status?", .callStatus.nullable),
                    SchemaMember("duration_ms?", duration),
                    SchemaMember("cost_usd?", paid.described("What it cost, as a number or as text.")),
                ]
                + [
                    "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "cache_write_5m_tokens",
                    "cache_write_1h_tokens", "thinking_tokens",
                ].map { SchemaMember("\($0)?", tokens) }))

    /// A request to another service.
    static let pushedRequest = Schema.component(
        "PushedRequest",
        .open(
            [SchemaMember("at", time), SchemaMember("service", .text)]
                + ["endpoint", "method", "id"].map {
                    SchemaMember("\($0)?", name)
                }
                + [
                    SchemaMember("status_code?", .integer(100...599).nullable),
                    SchemaMember("status?", .callStatus.nullable), SchemaMember("duration_ms?", duration),
                ]))

    /// What OpenClaw posts when a job has run.
    static let pushedCronRun = Schema.component(
        "CronWebhook",
        .open([
            SchemaMember("action", .constant("finished")), SchemaMember("jobId", .text),
            SchemaMember("job?", .anything.described("The job, with its `name` and `agentId`.")),
        ]))

    /// What became of a push.
    static let pushOutcome = Schema.component(
        "PushOutcome",
        [
            "accepted": .count.described("What the ledger took as new or better."),
            "duplicates": .count.described("What it had already."), "rejected": .list(.refusal),
            "rejected_count": .count,
        ])

    /// An export request of OpenTelemetry in JSON. What it holds is OpenTelemetry's to say.
    ///
    /// - Parameter key: Under which the processes stand that send.
    static func telemetryRequest(_ name: String, _ key: String) -> Schema {
        .component(name, .open([SchemaMember("\(key)?", .list(.open([])))]))
    }

    /// Why an export request was not taken, as OpenTelemetry's exporters read it.
    static let telemetryStatus = Schema.component(
        "TelemetryStatus",
        ["code": .count.described("gRPC's code."), "message": .text.described("The problem's `code` and `detail`.")])

    /// What became of an export request.
    static let telemetryAnswer = Schema.component(
        "TelemetryAnswer",
        [
            "partialSuccess?": .object([
                SchemaMember("rejectedLogRecords?", .text), SchemaMember("rejectedSpans?", .text),
                SchemaMember("rejectedDataPoints?", .text), SchemaMember("errorMessage", .string),
            ]).described("What was refused, where anything was; it must not be sent again.")
        ])
}
