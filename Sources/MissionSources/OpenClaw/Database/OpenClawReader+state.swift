// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import OpenClawFormat

/// How far a home's shared database was read.
struct StatePosition: Equatable, SourcePosition {
    private static let version = "s2"
    /// Entries of runs are written when runs end, but not always in the order of their times.
    private static let overlap: Int64 = 600_000

    /// What the files looked like; empty when they may have changed unnoticed meanwhile.
    var fingerprint = ""
    /// The newest run seen.
    var runsUpTo: Int64 = 0

    /// From where runs are to be read.
    var start: StateStore.RunPlace {
        runsUpTo == 0 ? .init() : .init(time: runsUpTo - Self.overlap)
    }

    init() {}

    /// Reads the notation of ``text``; nil for any other, which means to read from the beginning.
    init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.version, let runs = Int64(parts[2]), runs >= 0 else { return nil }
        (fingerprint, runsUpTo) = (String(parts[1]), runs)
    }

    /// For a checkpoint.
    var text: String { "\(Self.version) \(fingerprint) \(runsUpTo)" }
}

extension OpenClawSource {
    /// The work that a home's shared database is; nil when nothing happened to it.
    func stateWork(_ item: OpenClawHome.Item, _ checkpoints: [String: Checkpoint]) -> OpenClawWork? {
        guard let found = DatabaseFingerprint(path: home.absolute(item.name)) else { return nil }
        let known = checkpoints[OpenClawReader.stateItem]?.position(as: StatePosition.self)
        if let known, known.fingerprint == found.text { return nil }
        return OpenClawWork(item: item, size: 0, position: nil, checkpoints: checkpoints)
    }
}

extension OpenClawReader {
    /// The item that the checkpoint is kept under; the list of agents' databases in the same file has its own.
    static let stateItem = "\(AgentRegistry.name)#runs"

    mutating func readState(_ work: OpenClawWork) {
        let path = home.absolute(work.item.name)
        // Why it cannot be opened is said where its list of databases is read.
        guard let found = DatabaseFingerprint(path: path), let store = try? StateStore(path: path) else { return }
        do {
            let known = work.checkpoints[Self.stateItem]?.position(as: StatePosition.self)
            var position = known ?? StatePosition()
            batch.cronJobs += try store.jobs()
            try takeRuns(store, &position)
            try take(store.subagents())
            position.fingerprint = found.isSettled ? found.text : ""
            // Where nothing is new nothing is to be remembered: it is looked at again until it has settled.
            if known != position { batch.record(Self.stateItem, position, bytes: 0) }
        } catch ForeignDatabase.Failure.busy {
            // The next pass looks again from the same place.
        } catch {
            summary.problems.append(SourceProblem(path: path, reason: error.reason))
        }
    }

    private mutating func takeRuns(
        _ store: StateStore, _ position: inout StatePosition
    ) throws(ForeignDatabase.Failure) {
        var place = position.start
        while true {
            let entries = try store.runs(after: &place)
            if entries.isEmpty { return }
            for entry in entries {
                guard let run = OpenClawCronRun(entry: entry, attribution: names.attribution) else { continue }
                if let facts = run.facts { batch.sessions.append(facts) }
                if let run = run.run { batch.cronRuns.append(run) }
                if let event = run.event { batch.events.append(event) }
                if let defect = run.defect {
                    let time = entry.at("ts")?.whole ?? 0
                    batch.rejections.append(
                        Rejection(source: source, item: Self.stateItem, position: time, length: 0, reason: defect))
                }
            }
            position.runsUpTo = max(position.runsUpTo, place.time)
        }
    }

    /// Joins the registry's keys with the conversations that agents' databases have under them.
    private mutating func take(_ subagents: [OpenClawSubagent]) {
        let byAgent = Dictionary(grouping: subagents) { SessionKey($0.key).agent ?? "main" }
        for (agent, subagents) in byAgent.sorted(by: { $0.key < $1.key }) {
            let path = home.absolute("agents/\(agent)/agent/\(OpenClawHome.databaseName)")
            // Its own reading tells what is wrong with it.
            guard !agent.contains("/"), FileStat(path: path) != nil,
                let known = try? AgentStore(path: path).conversations(of: subagents.map(\.key))
            else { continue }
            for subagent in subagents {
                for id in known[subagent.key] ?? [] {
                    let session = SessionID(harness: "openclaw", agent: agent, id: id)
                    batch.sessions.append(subagent.facts(session, key: SessionKey(subagent.key)))
                }
            }
        }
    }
}

extension AgentStore {
    /// The conversations that keys have and had.
    func conversations(of keys: [String]) throws(ForeignDatabase.Failure) -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        let places = [
            ("session_windows", "session_id"), ("session_nodes", "current_session_id"), ("sessions", "session_id"),
        ]
        for (table, column) in places where shape.has(table, "session_key", column) {
            for key in Set(keys) {
                try database.ask("SELECT \(column) FROM \(table) WHERE session_key = ?1 LIMIT 100", [.text(key)]) {
                    row in
                    if let id = row.text(0) { found[key, default: []].insert(id) }
                    return true
                }
            }
        }
        return found
    }
}
