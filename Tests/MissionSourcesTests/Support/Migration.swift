// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore

@testable import MissionSources

/// Moves a home of the file era into databases, as the gateway's own migration does.
enum Migration: CaseIterable, Sendable {
    /// All transcripts become rows, what was put aside becomes archives, and the files are gone.
    case complete
    /// The same with compressed archives.
    case compressed
    /// Every second transcript became rows before it failed; all files are still there.
    case failed

    /// Writes what `home` would be after it into `other`, a database of `schema` for each agent.
    func move(_ home: String, to other: String, schema: Int) throws {
        let files = FileManager.default
        for case let name as String in files.enumerator(atPath: home) ?? .init() {
            let parts = name.split(separator: "/").map(String.init)
            let isTranscriptFile = parts.count >= 4 && parts[0] == "agents" && parts[2] == "sessions"
            var isFolder: ObjCBool = false
            _ = files.fileExists(atPath: "\(home)/\(name)", isDirectory: &isFolder)
            if isFolder.boolValue || (isTranscriptFile && self != .failed) { continue }
            let folder = ("\(other)/\(name)" as NSString).deletingLastPathComponent
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(contentsOf: URL(fileURLWithPath: "\(home)/\(name)"))
                .write(to: URL(fileURLWithPath: "\(other)/\(name)"))
        }
        for agent in try files.contentsOfDirectory(atPath: "\(home)/agents").sorted() {
            let path = "\(other)/agents/\(agent)/agent/openclaw-agent.sqlite"
            let store = try StoreBuilder(path: path, schema: schema)
            try move(agent, of: home, to: store)
            try store.close()
        }
    }

    private func move(_ agent: String, of home: String, to store: StoreBuilder) throws {
        let items = OpenClawHome(path: home).survey().items.filter { $0.agent == agent }
        var generations: [String: Int] = [:]
        for (index, item) in items.enumerated() {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(home)/\(item.name)"))
            switch item.kind {
            case .sessionStore: try moveEntries(data, to: store)
            case .transcript where self == .failed && index.isMultiple(of: 2): break
            case .transcript:
                let name = (item.name as NSString).lastPathComponent
                let session = OpenClawTranscriptName(name).sessionID
                if name == "\(session).jsonl" {
                    try store.add(StoreBuilder.lines(data), to: session)
                } else {
                    let generation = generations[session, default: 0] + 1
                    generations[session] = generation
                    try store.archive(
                        data, of: session, generation: generation, isCompressed: self == .compressed)
                }
            default: break
            }
        }
    }

    private func moveEntries(_ data: Data, to store: StoreBuilder) throws {
        guard let entries = JSONValue(parsing: data) else { return }
        for (index, entry) in entries.members.enumerated() {
            guard case .string(let id)? = entry.value["sessionId"] else { continue }
            try store.enter(entry.key, id, entry: entry.value.text(), updatedAt: index)
        }
    }
}
