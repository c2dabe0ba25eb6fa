// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

extension SourceBatch: WireValue {
    /// The version that is written. It grows when something that is written can be misunderstood by who does not know it.
    package static let wireVersion: Int64 = 1

    /// Reads a batch of this version.
    ///
    /// - Throws: ``WireError``.
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        guard case .integer(Self.wireVersion)? = json.at("version") else {
            throw .version(json.at("version")?.whole)
        }
        self.init(
            source: try fields.value("source"), events: try fields.list("events"),
            renamings: try fields.list("renamings"), apiCalls: try fields.list("api_calls"),
            sessions: try fields.list("sessions"), links: try fields.list("links"),
            cronJobs: try fields.list("cron_jobs"), cronRuns: try fields.list("cron_runs"),
            quotas: try fields.list("quotas"), rejections: try fields.list("rejections"),
            checkpoints: try fields.list("checkpoints"), bytes: try fields.optionalWhole("bytes") ?? 0)
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("version", .integer(Self.wireVersion)), ("source", source.wire), ("events", .list(events)),
            ("renamings", .list(renamings)), ("api_calls", .list(apiCalls)), ("sessions", .list(sessions)),
            ("links", .list(links)), ("cron_jobs", .list(cronJobs)), ("cron_runs", .list(cronRuns)),
            ("quotas", .list(quotas)), ("rejections", .list(rejections)), ("checkpoints", .list(checkpoints)),
            ("bytes", .unless(0, bytes)),
        ])
    }

    /// Reads what ``wireBytes`` writes.
    ///
    /// - Throws: ``WireError``, also where the bytes are no JSON.
    package init(wireBytes bytes: [UInt8]) throws(WireError) {
        guard let json = JSONValue(parsing: Data(bytes)) else { throw .malformed(path: "", expected: "JSON") }
        try self.init(wire: json)
    }

    /// As it travels and is stored: compact JSON.
    package var wireBytes: [UInt8] { Array(wire.text().utf8) }
}
