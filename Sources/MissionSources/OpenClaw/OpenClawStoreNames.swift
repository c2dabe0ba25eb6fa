// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import Synchronization

/// Whose sessions a folder holds, as the keys in its `sessions.json` tell: several agents may share one store, and a folder
/// outside a home's layout need not be called after its agent.
///
/// Kept from pass to pass, and read again when the store has changed.
final class OpenClawStoreNames: Sendable {
    private struct Known: Sendable {
        var info: FileStat?
        var byID: [String: String] = [:]
        /// The only agent that the store names.
        var only: String?
    }

    private let folders = Mutex<[String: Known]>([:])

    /// The agent of a session in a folder; nil where its store tells none.
    ///
    /// - Parameter isElsewhere: Whether the folder lies outside the layout of a home, where its only agent has its sessions
    ///   that no key names any more, too.
    func agent(of session: String, in folder: String, isElsewhere: Bool) -> String? {
        let known = folders.withLock { Self.names(in: folder, &$0) }
        return known.byID[session] ?? (isElsewhere ? known.only : nil)
    }

    private static func names(in folder: String, _ folders: inout [String: Known]) -> Known {
        let path = store(of: folder)
        let info = FileStat(path: path)
        if let known = folders[folder], known.info == info { return known }
        var known = Known(info: info)
        if info != nil, let store = read(path) { (known.byID, known.only) = names(store) }
        folders[folder] = known
        return known
    }

    /// The store of a folder of sessions: in it, or, for an archive, in the folder beside it.
    private static func store(of folder: String) -> String {
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.last.map(String.init) == OpenClawAgentFolder.archive else { return "\(folder)/sessions.json" }
        return parts.dropLast().joined(separator: "/") + "/sessions/sessions.json"
    }

    private static func read(_ path: String) -> JSONValue? {
        let data = try? FileAccess.withFile(path) { descriptor, info in
            guard info.size <= Int64(LineReader.longestLine) else { throw FileAccess.Failure(reason: "too large") }
            return Data(FileAccess.bytes(descriptor, at: 0, count: Int(info.size)))
        }
        return data.flatMap { JSONValue(parsing: $0) }
    }

    private static func names(_ store: JSONValue) -> ([String: String], String?) {
        var byID: [String: String] = [:]
        var agents: Set<String> = []
        for member in store.members {
            guard let agent = SessionKey(member.key).agent else { continue }
            agents.insert(agent)
            if let id = member.value.at("sessionId")?.text { byID[id] = agent }
        }
        return (byID, agents.count == 1 ? agents.first : nil)
    }
}
