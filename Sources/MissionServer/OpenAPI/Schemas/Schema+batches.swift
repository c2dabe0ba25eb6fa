// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What machines of a fleet send, and what the answer is. What is not named is ignored.
extension Schema {
    private static let sourceID: Schema = .open([SchemaMember("kind", .string), SchemaMember("place", .string)])

    /// A batch.
    static let collectedBatch = Schema.component(
        "CollectedBatch",
        .open([
            SchemaMember("version", .constant(.integer(SourceBatch.wireVersion))),
            SchemaMember("source", sourceID.described("Where it was read: the machine, a colon, and the place there.")),
            SchemaMember("events?", .list(.open([])).nullable.described("Model calls.")),
            SchemaMember(
                "renamings?", .list(.open([])).nullable.described("Calls that went by another identity before.")),
            SchemaMember("api_calls?", .list(.open([])).nullable.described("Requests to other services.")),
            SchemaMember("sessions?", .list(.open([])).nullable.described("What was learnt about conversations.")),
            SchemaMember("links?", .list(.open([])).nullable.described("Which conversations answered whose turns.")),
            SchemaMember("cron_jobs?", .list(.open([])).nullable.described("Scheduled jobs.")),
            SchemaMember("cron_runs?", .list(.open([])).nullable.described("Their runs.")),
            SchemaMember("quotas?", .list(.open([])).nullable.described("What providers said about quotas.")),
            SchemaMember(
                "rejections?", .list(.open([])).nullable.described("What was not understood: places, never content.")),
            SchemaMember("checkpoints?", .list(.open([])).nullable.described("How far the source has got.")),
            SchemaMember(
                "prices?", .open([]).nullable.described("What the producer's configuration says that models cost.")),
        ]))

    /// What became of one.
    static let batchOutcome = Schema.component(
        "BatchOutcome",
        [
            "batch": .string("^[0-9a-f]{32}$").described(
                "The first 128 bits of the SHA-256 of what was sent, unpacked."),
            "inserted": .count, "updated": .count, "unchanged": .count, "rejected": .count,
        ])
}
