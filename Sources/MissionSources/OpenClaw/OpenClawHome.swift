// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A state directory of OpenClaw: which files it has.
///
/// Layout: `agents/<agent>/sessions/…`, `agents/<agent>/session-sqlite-import-archive/…`,
/// `agents/<agent>/agent/openclaw-agent.sqlite`, `cron/jobs.json`, `cron/runs/<job>.jsonl`. Agents are taken from the directories, not
/// from the configuration, so that those no longer configured still count.
struct OpenClawHome: Sendable {
    /// A file worth reading.
    struct Item: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case transcript
            /// A transcript compressed with zstandard.
            case compressedTranscript
            /// An agent's database, where sessions and transcripts live since 2026.8.1.
            case agentDatabase
            /// The database of the whole home: cron jobs and runs, subagents.
            case stateDatabase
            case sessionStore
            case cronJobs
            case cronRuns
            case subagents
        }

        var kind: Kind
        /// The path within the home.
        var name: String
        var agent: String

        init(kind: Kind, name: String, agent: String) {
            self.kind = kind
            self.name = name
            self.agent = agent
        }

        /// A transcript that somebody named; its agent as far as the path tells it.
        ///
        /// - Parameter home: The folder that it was named in.
        init(transcript name: String, home: String) {
            let parts = name.split(separator: "/")
            let isInHome = parts.first == "agents" && parts.count > 1
            let isInSessions = home.split(separator: "/").last.map(String.init).map(
                OpenClawAgentFolder.sessionFolders.contains)
            let agent =
                isInHome ? String(parts[1]) : isInSessions == true ? OpenClawAgentFolder.agent(ofPath: home) : "main"
            let kind: Kind =
                switch OpenClawTranscriptName(parts.last.map(String.init) ?? name).kind {
                case .compressedTranscript: .compressedTranscript
                default: parts.last == Substring(OpenClawHome.databaseName) ? .agentDatabase : .transcript
                }
            self.init(kind: kind, name: name, agent: agent)
        }
    }

    /// What a look at a home found.
    struct Survey: Sendable {
        var items: [Item] = []
        var problems: [SourceProblem] = []
        /// Databases that were read before, with their versions.
        var stores: [String] = []
        /// What to remember of the registry of databases; see ``AgentRegistry``.
        var registry: AgentRegistry.Position?
    }

    /// A database and its version, for people.
    static func store(_ item: Item, schema: Int64) -> String { "\(item.name), schema \(schema)" }

    /// What every agent's database is called.
    static let databaseName = "openclaw-agent.sqlite"

    /// Where the registry of subagents lies.
    static let subagentsName = "subagents/runs.json"

    let path: String

    /// What the home has.
    ///
    /// - Parameter elsewhere: What of it lies outside its layout.
    func survey(_ elsewhere: OpenClawElsewhere) -> Survey {
        var survey = Survey()
        for agent in list("agents", &survey) { survey.take(agentFolder: "agents/\(agent)", of: agent, in: self) }
        survey.take(elsewhere, in: self)
        for (kind, name) in Self.files where FileStat(path: absolute(name)) != nil {
            survey.items.append(Item(kind: kind, name: name, agent: "main"))
        }
        if FileStat(path: absolute("cron/runs")) != nil {
            survey.items += list("cron/runs", &survey).filter { $0.hasSuffix(".jsonl") }.map {
                Item(kind: .cronRuns, name: "cron/runs/\($0)", agent: "main")
            }
        }
        return survey
    }

    /// What the home has, having looked around anew.
    func survey() -> Survey { survey(OpenClawElsewhere(self)) }

    private static let files: [(Item.Kind, String)] = [
        (.stateDatabase, AgentRegistry.name), (.cronJobs, "cron/jobs.json"), (.subagents, subagentsName),
    ]

    /// The path of an item; one that lies outside the home is named by its own.
    func absolute(_ name: String) -> String {
        name.hasPrefix("/") ? name : name.isEmpty ? path : "\(path)/\(name)"
    }

    /// The names in a folder; a folder that cannot be read is a problem, one that is not there is none.
    fileprivate func list(_ folder: String, _ survey: inout Survey) -> [String] {
        guard FileStat(path: absolute(folder)) != nil else { return [] }
        do {
            return try FileAccess.names(in: absolute(folder))
        } catch {
            let reason = (error as? FileAccess.Failure)?.reason ?? "\(error)"
            survey.problems.append(SourceProblem(path: absolute(folder), reason: reason))
            return []
        }
    }
}

extension OpenClawHome.Survey {
    /// Takes an agent's folder: sessions, what was put away beside them, its database.
    fileprivate mutating func take(agentFolder folder: String, of agent: String, in home: OpenClawHome) {
        for name in OpenClawAgentFolder.sessionFolders {
            sessions(of: agent, in: Self.path(folder, name), home: home)
        }
        take(database: Self.path(folder, "agent/\(OpenClawHome.databaseName)"), of: agent, in: home)
    }

    /// Takes what lies outside the home's layout.
    fileprivate mutating func take(_ elsewhere: OpenClawElsewhere, in home: OpenClawHome) {
        problems += elsewhere.problems
        for folder in elsewhere.folders {
            switch folder.kind {
            case .agent: take(agentFolder: folder.name, of: folder.agent, in: home)
            case .sessions: sessions(of: folder.agent, in: folder.name, home: home)
            }
        }
        for place in elsewhere.databases { take(database: place.path, of: place.agent ?? "main", in: home) }
    }

    private mutating func take(database name: String, of agent: String, in home: OpenClawHome) {
        let path = home.absolute(name)
        guard FileStat(path: path) != nil else { return }
        let real = AbsolutePath.of(path)
        let isKnown = items.contains { $0.kind == .agentDatabase && AbsolutePath.of(home.absolute($0.name)) == real }
        if !isKnown { items.append(.init(kind: .agentDatabase, name: name, agent: agent)) }
    }

    private static func path(_ folder: String, _ name: String) -> String {
        folder.isEmpty ? name : "\(folder)/\(name)"
    }

    /// Takes a folder with sessions and the archives below it.
    fileprivate mutating func sessions(of agent: String, in folder: String, home: OpenClawHome, depth: Int = 0) {
        guard FileStat(path: home.absolute(folder))?.isDirectory == true else { return }
        for name in home.list(folder, &self) {
            let path = Self.path(folder, name)
            switch OpenClawTranscriptName(name).kind {
            case .transcript: items.append(.init(kind: .transcript, name: path, agent: agent))
            case .sessionStore: items.append(.init(kind: .sessionStore, name: path, agent: agent))
            case .compressedTranscript:
                items.append(.init(kind: .compressedTranscript, name: path, agent: agent))
            case .other:
                // Archives of migrated or old transcripts lie one folder down.
                if depth == 0 { sessions(of: agent, in: path, home: home, depth: depth + 1) }
            }
        }
    }
}
