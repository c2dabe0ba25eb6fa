// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// The registry of subagents, joined with the session stores, which know the conversations of its keys.
extension OpenClawReader {
    /// What the registry says now; nothing where there is none or it cannot be read.
    func registry() -> [String: OpenClawSubagent] {
        contents(of: OpenClawHome.subagentsName).flatMap(OpenClawSubagents.read) ?? [:]
    }

    /// What a changed registry says about the conversations that the stores know; false when it is not JSON.
    mutating func takeSubagents(_ data: Data) -> Bool {
        guard let registry = OpenClawSubagents.read(data) else { return false }
        guard !registry.isEmpty else { return true }
        for agent in (try? FileAccess.names(in: home.absolute("agents"))) ?? [] {
            guard let store = contents(of: "agents/\(agent)/sessions/sessions.json") else { continue }
            batch.sessions += OpenClawSessionStore.facts(from: store, agent: agent, registry: registry) ?? []
        }
        return true
    }

    /// A small file of the home; nil when it is missing, unreadable or beyond reason, of which its own reading tells.
    private func contents(of name: String) -> Data? {
        try? FileAccess.withFile(home.absolute(name)) { descriptor, info in
            guard info.size <= Int64(LineReader.longestLine) else { throw FileAccess.Failure(reason: "too large") }
            return Data(FileAccess.bytes(descriptor, at: 0, count: Int(info.size)))
        }
    }
}
