// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads a database into which people's own scripts log their calls (`interactions.db`).
///
/// Format: `README.md` beside this file, and `../Scripts/README.md`.
struct CallDatabaseSource: Source {
    static let kind = "call-database"
    /// The harness of calls that name no conversation.
    static let harness = "interactions"

    let id: SourceID
    private var path: String { id.place }

    /// The source of a database file.
    init(file path: String) {
        id = SourceID(kind: Self.kind, place: path)
    }

    /// Reads what is new. See ``Source/run(from:deliver:)``.
    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        var summary = SourceSummary()
        let reader = CallDatabaseReader(source: id, path: path)
        try await reader.run(from: checkpoints.values.first, into: &summary, deliver: deliver)
        return summary
    }

    /// Bytes that a pass would read, for a progress bar.
    func pendingBytes(from checkpoints: [String: Checkpoint]) -> Int64 {
        guard let look = DatabaseFingerprint(path: path) else { return 0 }
        let known = checkpoints.values.first?.position(as: CallPosition.self)
        return known?.fingerprint == look.text ? 0 : look.size
    }
}

extension CallDatabaseSource {
    private static let variables = ["LLM_LOG_DB", "LLM_DB"]

    /// Where scripts put it within OpenClaw's home or one of its workspaces.
    private static let homeNames = ["data/interactions.db", "llm-calls.db", "data/llm_calls.db", "data/llm.db"]
    private static let workspaceNames = [
        "shared/data/llm-calls.db", "shared/data/interactions.db", "data/llm.db", "data/llm_calls.db",
        "data/llm-calls.db", "data/interactions.db", "llm-calls.db", "interactions.db",
    ]

    /// The databases that are there. None of the many places is one where something is to be expected.
    @Sendable
    static func places(in environment: SearchEnvironment) -> [String] {
        let named = variables.compactMap { environment.variable($0).map(environment.expanded) }
        let found = named + OpenClawPlaces.candidates(in: environment).flatMap(inHome)
        var seen: Set<String> = []
        return found.filter { FileStat(path: $0)?.isRegular == true && seen.insert(AbsolutePath.of($0)).inserted }
    }

    /// The databases within one of OpenClaw's homes.
    static func inHome(_ home: String) -> [String] {
        let own = homeNames.map { "\(home)/\($0)" }
        let workspaces = OpenClawPlaces.workspaces(of: home).flatMap { folder in
            workspaceNames.map { "\(folder)/\($0)" }
        }
        // By name alone: this is asked every few seconds, and what is no such database after all should be told.
        return (own + workspaces).filter(isDatabase)
    }

    /// The source that a path is; nil when it is no database with such a table.
    @Sendable
    static func recognize(_ path: String) -> (any Source)? {
        isCallDatabase(path) ? CallDatabaseSource(file: path) : nil
    }

    /// The path as such a database.
    @Sendable
    static func force(_ path: String) -> any Source {
        CallDatabaseSource(file: path)
    }

    private static func isDatabase(_ path: String) -> Bool {
        guard FileStat(path: path)?.isRegular == true else { return false }
        let head = try? FileAccess.withFile(path) { descriptor, _ in
            FileAccess.bytes(descriptor, at: 0, count: 16)
        }
        return head == Array("SQLite format 3\0".utf8)
    }

    private static func isCallDatabase(_ path: String) -> Bool {
        guard isDatabase(path) else { return false }
        do throws(ForeignDatabase.Failure) {
            let database = try ForeignDatabase(path: path)
            if try CallTable(.calls, in: database) != nil { return true }
            return try CallTable(.requests, in: database) != nil
        } catch {
            return false
        }
    }
}
