// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What belongs to a home and lies outside its layout: where its configuration puts sessions, and agents' folders that lie
/// beside `agents`.
struct OpenClawElsewhere: Sendable {
    /// A folder of an agent, or one with sessions alone.
    struct Folder: Hashable, Sendable {
        enum Kind: Sendable {
            case agent
            case sessions
        }

        var kind: Kind
        /// The path within the home, or from the root where it lies outside.
        var name: String
        /// Whose it is as far as the path tells; keys in its store tell it better.
        var agent: String
    }

    private(set) var folders: [Folder] = []
    private(set) var databases: [OpenClawStorePlaces.Place] = []
    /// Homes within the home, such as backups: each is a place of its own.
    private(set) var problems: [SourceProblem] = []

    private let home: OpenClawHome

    /// Looks around in a home and at its configuration.
    init(_ home: OpenClawHome) {
        self.home = home
        takeRoot()
        takeConfigured()
        for name in Self.names(in: home.path) where !Self.isKnown(name) { take(name) }
    }

    /// Files, and folders that hold something else. Of hidden folders only those of homes matter.
    private static func isKnown(_ name: String) -> Bool {
        if name.hasPrefix(".") { return !OpenClawPlaces.isHomeName(name) }
        return name.contains(".json") || name.hasSuffix(".sqlite") || name.hasPrefix("workspace")
            || known.contains(name)
    }

    private static let known: Set = [
        "agents", "bin", "browser", "cache", "canvas", "completions", "credentials", "cron", "delivery-queue",
        "devices",
        "extensions", "hooks", "identity", "logs", "media", "memory", "node_modules", "npm", "plugins", "sandboxes",
        "sessions", "skills", "state", "subagents", "tasks", "tmp", "tools",
    ]

    private static func names(in path: String) -> [String] {
        // What cannot be listed has nothing that could be read either.
        (try? FileAccess.names(in: path)) ?? []
    }

    /// The home itself may be an agent's folder, or one with sessions, that somebody named.
    private mutating func takeRoot() {
        if FileStat(path: home.absolute("agents"))?.isDirectory == true {
            // Before agents had folders there was one, whose sessions lay in the home.
            if OpenClawAgentFolder.isSessions(home.absolute("sessions")) { add(.sessions, "sessions", "main") }
            return
        }
        let agent = OpenClawAgentFolder.agent(ofPath: home.path)
        if OpenClawAgentFolder.isOne(home.path) {
            add(.agent, "", agent)
        } else if OpenClawAgentFolder.isSessions(home.path) {
            add(.sessions, "", agent)
        }
    }

    private mutating func takeConfigured() {
        var files = OpenClawConfigFiles(home: home)
        let places = OpenClawStorePlaces(
            files.configuration(), agents: Self.names(in: home.absolute("agents")), home: home.path,
            environment: .current)
        databases = places.databases
        for place in places.sessions where OpenClawAgentFolder.isSessions(place.path) {
            let agent = place.agent ?? OpenClawAgentFolder.agent(ofPath: place.path)
            let parts = place.path.split(separator: "/").map(String.init)
            // With its archive and its database, where it is the folder of an agent.
            if place.agent != nil, parts.last == "sessions" {
                add(.agent, "/" + parts.dropLast().joined(separator: "/"), agent)
            } else {
                add(.sessions, place.path, agent)
            }
        }
    }

    /// A folder of the home: an agent's, one of agents, or another home.
    private mutating func take(_ name: String) {
        let path = home.absolute(name)
        guard FileStat(path: path)?.isDirectory == true else { return }
        if isHome(path) { return }
        if OpenClawAgentFolder.isOne(path) { return add(.agent, name, OpenClawAgentFolder.agent(ofPath: path)) }
        for child in Self.names(in: path) where !child.hasPrefix(".") || OpenClawPlaces.isHomeName(child) {
            let below = "\(path)/\(child)"
            guard FileStat(path: below)?.isDirectory == true, !isHome(below) else { continue }
            guard OpenClawAgentFolder.isOne(below) else { continue }
            add(.agent, "\(name)/\(child)", OpenClawAgentFolder.agent(ofPath: below))
        }
    }

    private mutating func isHome(_ path: String) -> Bool {
        guard OpenClawRecognizer.isHome(path) else { return false }
        problems.append(
            SourceProblem(
                path: path, kind: .leftOut, reason: "it is a home of its own within \(home.path), such as a backup"))
        return true
    }

    /// Once, also where the configuration names a place of the layout.
    private mutating func add(_ kind: Folder.Kind, _ name: String, _ agent: String) {
        let real = AbsolutePath.of(home.absolute(name))
        let layout = AbsolutePath.of(home.absolute("agents")) + "/"
        if real.hasPrefix(layout), real.dropFirst(layout.count).split(separator: "/").count <= 2 { return }
        let isNew = !folders.contains { AbsolutePath.of(home.absolute($0.name)) == real && $0.kind == kind }
        if isNew { folders.append(Folder(kind: kind, name: name, agent: agent)) }
    }
}
