// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads `cron/jobs.json`, or a job's `job_json` in the shared database: what jobs are called.
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
            isEnabled: value.at("enabled")?.flag)
    }
}
