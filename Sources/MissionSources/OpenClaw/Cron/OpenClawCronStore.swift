// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads `cron/jobs.json`, or a job's `job_json` in the shared database: what jobs are called and when they run.
enum OpenClawCronStore {
    /// The jobs; nil when the file is not JSON.
    static func jobs(from data: Data) -> [CronJobFacts]? {
        guard let store = JSONValue(parsing: data) else { return nil }
        let jobs = store.at("jobs")?.elements ?? store.elements
        return jobs.compactMap(job)
    }

    /// One job; nil when it has no id.
    static func job(from value: JSONValue) -> CronJobFacts? {
        guard let id = value.at("id")?.text else { return nil }
        return CronJobFacts(
            id: id, agent: value.at("agentId")?.text ?? "main", name: value.at("name")?.text,
            isEnabled: value.at("enabled")?.flag, schedule: schedule(value.at("schedule") ?? value),
            // The database has a column for it, which is newer than what it keeps of the job's file.
            nextRun: moment(value.at("nextRunAtMs")) ?? moment(value.at("state")?.at("nextRunAtMs")))
    }

    /// Reads `{"kind":"at","at":…}`, `{"kind":"every","everyMs":…}` or `{"kind":"cron","expr":…,"tz":…}`.
    private static func schedule(_ value: JSONValue) -> CronSchedule? {
        if let fields = value.at("expr")?.text, !fields.isEmpty, fields.utf8.count <= longest {
            let zone = value.at("tz")?.text.flatMap { isZone($0) ? $0 : nil }
            return .fields(fields, zone: zone)
        }
        if let every = value.at("everyMs")?.whole, every > 0 { return .every(every) }
        return (moment(value.at("at")) ?? moment(value.at("atMs"))).map(CronSchedule.once)
    }

    /// The fields of a schedule are not longer.
    private static let longest = 200

    private static func isZone(_ name: String) -> Bool {
        (2...64).contains(name.utf8.count) && !name.contains(where: \.isWhitespace)
    }

    /// Milliseconds or a text, within reason.
    static func moment(_ value: JSONValue?) -> Timestamp? {
        let moment = value?.whole.map(Timestamp.init(milliseconds:)) ?? value?.text.flatMap(Timestamp.init(iso8601:))
        return moment.flatMap { Timestamp.plausible.contains($0) ? $0 : nil }
    }
}
