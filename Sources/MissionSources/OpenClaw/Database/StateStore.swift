// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// A home's `state/openclaw.sqlite`: jobs and runs of cron, subagents and tasks. Tables and columns are looked up, and one that
/// is not there has nothing to say.
///
/// Prompts, tasks and summaries have columns of their own, which are not asked for.
struct StateStore {
    private static let pageRows = 500
    /// Registries hold hundreds of rows; more than this is not one.
    private static let mostRows = 20_000

    private let database: ForeignDatabase

    init(path: String) throws(ForeignDatabase.Failure) {
        database = try ForeignDatabase(path: path)
    }

    /// The jobs.
    func jobs() throws(ForeignDatabase.Failure) -> [CronJobFacts] {
        let rows = try objects(
            "cron_jobs",
            [
                "id": "job_id", "agentId": "agent_id", "name": "name", "enabled": "enabled", "expr": "schedule_expr",
                "tz": "schedule_tz", "everyMs": "every_ms", "at": "at", "nextRunAtMs": "next_run_at_ms",
            ], json: "job_json")
        return rows.compactMap(OpenClawCronStore.job)
    }

    /// Where a page of run entries ends.
    struct RunPlace: Equatable {
        var time: Int64 = .min
        var job = ""
        var sequence: Int64 = .min
    }

    /// Entries of finished runs behind a place, by time; none when that was the last page.
    func runs(after place: inout RunPlace) throws(ForeignDatabase.Failure) -> [JSONValue] {
        let columns = try database.columns(of: "cron_run_logs")
        guard columns.isSuperset(of: ["job_id", "seq", "ts"]) else { return [] }
        let names = [
            "ts": "ts", "jobId": "job_id", "status": "status", "error": "error", "sessionId": "session_id",
            "sessionKey": "session_key", "runAtMs": "run_at_ms", "durationMs": "duration_ms", "model": "model",
            "provider": "provider",
        ]
        .filter { columns.contains($0.value) }.sorted { $0.key < $1.key }
        let json = columns.contains("entry_json") ? "entry_json" : "NULL"
        let question = """
            SELECT ts, job_id, seq, \(json), \(names.map(\.value).joined(separator: ", ")) FROM cron_run_logs
            WHERE (ts, job_id, seq) > (?1, ?2, ?3) ORDER BY ts, job_id, seq LIMIT \(Self.pageRows)
            """
        var (entries, last) = ([JSONValue](), place)
        try database.ask(question, [.integer(place.time), .text(place.job), .integer(place.sequence)]) { row in
            last = RunPlace(time: row.integer(0), job: row.text(1) ?? "", sequence: row.integer(2))
            let own = Self.object(row, names.map(\.key), from: 4)
            // The entry has the usage, the columns may have what an entry leaves out.
            let entry = row.bytes(3).flatMap { JSONObjects.value($0.span) }
            entries.append(entry.map { $0.completed(by: own) } ?? own)
            return true
        }
        place = last
        return entries
    }

    /// What registries say about sessions that others started.
    func subagents() throws(ForeignDatabase.Failure) -> [OpenClawSubagent] {
        let names = [
            "childSessionKey": "child_session_key", "requesterSessionKey": "requester_session_key",
            "controllerSessionKey": "controller_session_key", "label": "label", "createdAt": "created_at",
        ]
        var tasks = names
        tasks["runtime"] = "runtime"
        let found = try objects("task_runs", tasks, json: nil) + objects("subagent_runs", names, json: nil)
        return found.compactMap(OpenClawSubagent.init)
    }

    /// Rows as objects: members from columns, by the columns' names, and what a column of JSON says beside them.
    private func objects(
        _ table: String, _ names: [String: String], json: String?
    ) throws(ForeignDatabase.Failure) -> [JSONValue] {
        let columns = try database.columns(of: table)
        let names = names.filter { columns.contains($0.value) }.sorted { $0.key < $1.key }
        guard !names.isEmpty else { return [] }
        let whole = json.flatMap { columns.contains($0) ? $0 : nil } ?? "NULL"
        let question = """
            SELECT \(whole), \(names.map(\.value).joined(separator: ", ")) FROM \(table) LIMIT \(Self.mostRows)
            """
        var values: [JSONValue] = []
        try database.ask(question) { row in
            let own = Self.object(row, names.map(\.key), from: 1)
            let entry = row.bytes(0).flatMap { JSONObjects.value($0.span) }
            values.append(entry.map { $0.completed(by: own) } ?? own)
            return true
        }
        return values
    }

    private static func object(_ row: ForeignDatabase.Row, _ names: [String], from first: Int32) -> JSONValue {
        var members: [JSONMember] = []
        for (index, name) in zip(first..., names) where !row.isNull(index) {
            let text = row.text(index) ?? ""
            switch name {
            case "enabled": members.append(JSONMember(key: name, value: .bool(row.integer(index) != 0)))
            case "ts", "runAtMs", "durationMs", "createdAt", "everyMs", "nextRunAtMs":
                members.append(JSONMember(key: name, value: .integer(row.integer(index))))
            default: members.append(JSONMember(key: name, value: .string(text)))
            }
        }
        return .object(members)
    }
}

extension JSONValue {
    /// An object with the members of another that it does not have itself.
    fileprivate func completed(by other: JSONValue) -> JSONValue {
        .object(members + other.members.filter { self.at($0.key) == nil && self[$0.key] == nil })
    }
}
