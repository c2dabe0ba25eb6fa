// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting

@testable import MissionSources

/// A home of Codex's with a ledger that it is read into.
struct CodexHome {
    let folder: TemporaryFolder
    let desk: Desk

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    static func name(_ id: String, in place: String = "sessions/2026/03/01") -> String {
        "\(place)/rollout-2026-03-01T10-00-00-\(id).jsonl"
    }

    func write(_ id: String, _ text: String) throws {
        try folder.write(Self.name(id), text)
    }

    func append(_ id: String, _ text: String) throws {
        try folder.append(Self.name(id), text)
    }

    /// Replaces a rollout by its compressed form, as Codex does after a week.
    func compress(_ id: String) throws {
        try folder.write(Self.name(id) + ".zst", try compressed(id))
        try folder.remove(Self.name(id))
    }

    func compressed(_ id: String) throws -> Data {
        StoreBuilder.compress(try Data(contentsOf: URL(fileURLWithPath: folder.file(Self.name(id)))))
    }

    @discardableResult
    func read() async throws -> IngestResult {
        try await desk.read(CodexSource(home: folder.path))
    }

    var calls: Int64 {
        get async throws { try await desk.totals().calls }
    }

    var tokens: TokenCounts {
        get async throws { try await desk.totals().tokens }
    }

    var events: [UsageEvent] {
        get async throws {
            try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: .max).map(\.event)
        }
    }
}
