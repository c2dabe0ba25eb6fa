// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The list of agents' databases in `state/openclaw.sqlite`: some may lie elsewhere than in their agent's folder.
struct AgentRegistry {
    static let name = "state/openclaw.sqlite"
    /// Databases as the registry names them: relative to the home since state schema 9, absolute before.
    private(set) var databases: [Entry] = []
    /// What is to be remembered, so that an unchanged registry is not opened; nil for nothing new.
    private(set) var checkpoint: Position?
    private(set) var problem: SourceProblem?

    struct Entry: Equatable {
        var agent: String
        var path: String
    }

    /// Looks at a home's registry; one that is not there, or of a schema without the list, lists nothing.
    init(_ home: OpenClawHome, known: Position?) {
        let path = home.absolute(Self.name)
        guard let found = DatabaseFingerprint(path: path) else { return }
        databases = known?.databases ?? []
        if known?.fingerprint == found.text { return }
        do {
            databases = try Self.read(path)
            // While it may change unnoticed it is opened again; that is little work.
            guard found.isSettled else { return }
            checkpoint = Position(fingerprint: found.text, databases: databases)
        } catch ForeignDatabase.Failure.busy {
            // Nothing is lost by looking again on the next pass.
        } catch {
            problem = SourceProblem(path: path, reason: error.reason)
        }
    }

    private static func read(_ path: String) throws(ForeignDatabase.Failure) -> [Entry] {
        let database = try ForeignDatabase(path: path)
        guard try database.columns(of: "agent_databases").isSuperset(of: ["agent_id", "path"]) else { return [] }
        var entries: [Entry] = []
        try database.ask("SELECT agent_id, path FROM agent_databases ORDER BY 1, 2 LIMIT 2000") { row in
            if let agent = row.text(0), let path = row.text(1) { entries.append(Entry(agent: agent, path: path)) }
            return true
        }
        return entries
    }

    /// The databases that exist and are not among `items` already.
    func items(beside items: [OpenClawHome.Item], in home: OpenClawHome) -> [OpenClawHome.Item] {
        if databases.isEmpty { return [] }
        var known = Set(items.filter { $0.kind == .agentDatabase }.map { AbsolutePath.of(home.absolute($0.name)) })
        return databases.compactMap { entry in
            guard FileStat(path: home.absolute(entry.path))?.isRegular == true,
                known.insert(AbsolutePath.of(home.absolute(entry.path))).inserted
            else { return nil }
            return OpenClawHome.Item(kind: .agentDatabase, name: entry.path, agent: entry.agent)
        }
    }
}

extension AgentRegistry {
    /// The list as it was read, and what the file looked like then.
    struct Position: Equatable, SourcePosition {
        private static let version = "r1"

        /// Empty where another version of the program left the list.
        var fingerprint: String
        var databases: [Entry]

        init(fingerprint: String, databases: [Entry]) {
            self.fingerprint = fingerprint
            self.databases = databases
        }

        init?(_ text: String) {
            let lines = text.split(separator: "\n").map(String.init)
            guard let first = lines.first else { return nil }
            let mark = "\(Self.version) "
            fingerprint = first.hasPrefix(mark) ? String(first.dropFirst(mark.count)) : ""
            databases = lines.dropFirst().compactMap(Entry.init(line:))
        }

        var text: String {
            (["\(Self.version) \(fingerprint)"] + databases.map(\.line)).joined(separator: "\n")
        }
    }
}

extension AgentRegistry.Entry {
    fileprivate init?(line: String) {
        let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        self.init(agent: parts[0], path: parts[1])
    }

    fileprivate var line: String { "\(agent)\t\(path)" }
}
