// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Every kind of source: where it usually lies, and how it is recognised. A new kind is one line in ``all``.
package struct SourceCatalog: Sendable {
    /// One kind.
    package struct Entry: Sendable {
        /// The name, as in `--source`.
        package let kind: String
        /// What it is, for people.
        package let title: String
        /// The places to look in when nobody names one, existing or not.
        let places: @Sendable (SearchEnvironment) -> [String]
        /// What a path is to this kind; nil when it is nothing to it.
        let recognize: @Sendable (String) -> (any Source)?
        /// The source at one of the usual places.
        let source: @Sendable (String) -> any Source
        /// The source that a path is to be, whatever it looks like.
        let force: @Sendable (String) -> any Source
        /// Whether this program itself keeps it, so that nobody misses it where it is not.
        var isOwn = false
        /// Whether its places are files rather than folders.
        var isFile = false
        /// Whether its places may be either.
        var mayBeFile = false
        /// The sources of this kind that lie within a home of OpenClaw's.
        var inHome: @Sendable (String) -> [any Source] = { _ in [] }
        /// What exists in usual places and is not looked at, with the reason.
        var leftOut: @Sendable (SearchEnvironment) -> [SourceProblem] = { _ in [] }
    }

    /// Every kind.
    package static let all: [Entry] = [
        openClaw, claudeCode, codex, gemini, openCode, pi, callDatabase, usageLog, openClawStatus,
    ]

    /// Every kind in the order of recognition: pi's files look like OpenClaw's but for their names.
    private static let recognized: [Entry] = [pi] + all

    private static let openClaw = Entry(
        kind: "openclaw", title: "OpenClaw state directory", places: OpenClawPlaces.candidates,
        recognize: OpenClawRecognizer.source, source: { OpenClawSource(home: $0) },
        force: OpenClawRecognizer.forced)

    private static let openClawStatus = Entry(
        kind: OpenClawStatusSource.kind, title: "Snapshots of OpenClaw's status", places: OpenClawStatusSource.places,
        recognize: OpenClawStatusSource.recognize, source: { OpenClawStatusSource(folder: $0) },
        force: OpenClawStatusSource.force, isOwn: true)

    private static let claudeCode = Entry(
        kind: ClaudeCodeSource.kind, title: "Claude Code transcripts", places: ClaudeCodeSource.places,
        recognize: ClaudeCodeSource.recognize, source: ClaudeCodeSource.source, force: ClaudeCodeSource.force,
        leftOut: ClaudeCodeSource.leftOut)

    private static let codex = Entry(
        kind: CodexSource.kind, title: "Codex rollouts", places: CodexSource.places, recognize: CodexSource.recognize,
        source: { CodexSource(home: $0) }, force: CodexSource.force, inHome: CodexSource.inHome)

    private static let gemini = Entry(
        kind: GeminiSource.kind, title: "Gemini CLI chats", places: GeminiSource.places,
        recognize: GeminiSource.recognize, source: { GeminiSource(projects: $0) }, force: GeminiSource.force)

    private static let openCode = Entry(
        kind: OpenCodeSource.kind, title: "OpenCode messages", places: OpenCodeSource.places,
        recognize: OpenCodeSource.recognize, source: { OpenCodeSource(place: $0) }, force: OpenCodeSource.force,
        mayBeFile: true)

    private static let pi = Entry(
        kind: PiSource.kind, title: "pi transcripts", places: PiSource.places, recognize: PiSource.recognize,
        source: { PiSource(sessions: $0) }, force: PiSource.force)

    private static let callDatabase = Entry(
        kind: CallDatabaseSource.kind, title: "Databases of calls that scripts log", places: CallDatabaseSource.places,
        recognize: CallDatabaseSource.recognize, source: { CallDatabaseSource(file: $0) },
        force: CallDatabaseSource.force, isFile: true,
        inHome: { CallDatabaseSource.inHome($0).map { CallDatabaseSource(file: $0) } })

    private static let usageLog = Entry(
        kind: UsageLogSource.kind, title: "Usage logs that scripts write", places: UsageLogSource.places,
        recognize: UsageLogSource.recognize, source: { UsageLogSource(home: $0) }, force: UsageLogSource.force,
        inHome: UsageLogSource.inHome)
}

extension SourceCatalog {
    /// What a search for sources found.
    package struct Findings: Sendable {
        /// The sources to read.
        package var sources: [any Source] = []
        /// Every place that was looked at, with whether something is there.
        package var places: [Place] = []
        /// Paths that exist and are nothing known, or cannot be read.
        package var problems: [SourceProblem] = []

        /// Nothing found.
        package init() {}
    }

    /// A place that was looked at.
    package struct Place: Hashable, Sendable {
        /// The kind that usually lies there.
        package var kind: String
        /// The path.
        package var path: String
        /// Whether it exists.
        package var exists: Bool
    }

    /// Looks in every usual place.
    package static func discover(in environment: SearchEnvironment, kind: String? = nil) -> Findings {
        var findings = Findings()
        for entry in all where kind == nil || kind == entry.kind {
            findings.problems += entry.leftOut(environment)
            for path in entry.places(environment) {
                let info = FileStat(path: path)
                let isFile = info?.isRegular == true && (entry.isFile || entry.mayBeFile)
                let exists = isFile || (info?.isDirectory == true && !entry.isFile)
                if entry.isOwn, !exists { continue }
                findings.places.append(Place(kind: entry.kind, path: path, exists: exists))
                if exists { findings.sources.append(entry.source(path)) }
            }
        }
        return findings
    }

    /// Where a database of calls is found without being named: in OpenClaw's first home.
    package static func interactionsDatabase(in environment: SearchEnvironment) -> String {
        "\(OpenClawPlaces.candidates(in: environment).first ?? "\(environment.home)/.openclaw")/data/interactions.db"
    }

    /// The source of an identity that a ledger knows; nil for a kind that this program does not read.
    package static func source(_ id: SourceID) -> (any Source)? {
        all.first { $0.kind == id.kind }?.source(id.place)
    }

    /// Finds out what given paths are.
    ///
    /// - Parameter kind: Only this kind; nil to recognise it.
    package static func recognize(_ paths: [String], kind: String? = nil) -> Findings {
        var findings = Findings()
        var search = PathSearch(entries: recognized.filter { kind == nil || kind == $0.kind }, isForced: kind != nil)
        for path in paths { search.visit(path) }
        findings.sources = search.sources
        findings.problems = search.problems
        findings.places = search.sources.map { Place(kind: $0.id.kind, path: $0.id.place, exists: true) }
        return findings
    }
}
