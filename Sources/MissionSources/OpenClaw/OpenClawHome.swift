// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A state directory of OpenClaw: which files it has.
///
/// Layout: `agents/<agent>/sessions/…`, `agents/<agent>/agent/openclaw-agent.sqlite`, `cron/jobs.json`,
/// `cron/runs/<job>.jsonl`. Agents are taken from the directories, not
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
        init(transcript name: String) {
            let parts = name.split(separator: "/")
            let agent = parts.first == "agents" && parts.count > 1 ? String(parts[1]) : "main"
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
        var registry: String?
    }

    /// A database and its version, for people.
    static func store(_ item: Item, schema: Int64) -> String { "\(item.name), schema \(schema)" }

    /// What every agent's database is called.
    static let databaseName = "openclaw-agent.sqlite"

    /// Where the registry of subagents lies.
    static let subagentsName = "subagents/runs.json"

    let path: String

    func survey() -> Survey {
        var survey = Survey()
        for agent in list("agents", &survey) {
            survey.sessions(of: agent, in: "agents/\(agent)/sessions", home: self)
            let database = "agents/\(agent)/agent/\(Self.databaseName)"
            if FileStat(path: absolute(database)) != nil {
                survey.items.append(Item(kind: .agentDatabase, name: database, agent: agent))
            }
        }
        if FileStat(path: absolute(AgentRegistry.name)) != nil {
            survey.items.append(Item(kind: .stateDatabase, name: AgentRegistry.name, agent: "main"))
        }
        if FileStat(path: absolute("cron/jobs.json")) != nil {
            survey.items.append(Item(kind: .cronJobs, name: "cron/jobs.json", agent: "main"))
        }
        if FileStat(path: absolute(Self.subagentsName)) != nil {
            survey.items.append(Item(kind: .subagents, name: Self.subagentsName, agent: "main"))
        }
        if FileStat(path: absolute("cron/runs")) != nil {
            survey.items += list("cron/runs", &survey).filter { $0.hasSuffix(".jsonl") }.map {
                Item(kind: .cronRuns, name: "cron/runs/\($0)", agent: "main")
            }
        }
        return survey
    }

    /// The path of an item; one that lies outside the home is named by its own.
    func absolute(_ name: String) -> String {
        name.hasPrefix("/") ? name : "\(path)/\(name)"
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
    /// Takes a `sessions` folder and the archives below it.
    fileprivate mutating func sessions(of agent: String, in folder: String, home: OpenClawHome, depth: Int = 0) {
        guard FileStat(path: home.absolute(folder))?.isDirectory == true else { return }
        for name in home.list(folder, &self) {
            let path = "\(folder)/\(name)"
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
