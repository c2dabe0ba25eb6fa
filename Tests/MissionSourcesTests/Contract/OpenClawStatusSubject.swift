// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting

@testable import MissionSources

/// A folder of snapshots, each with one conversation more.
final class OpenClawStatusSubject: SourceSubject {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    var source: any Source { OpenClawStatusSource(folder: folder.path) }

    func write(calls: Range<Int>, model: String) throws {
        for call in calls { try folder.write(Self.name(call), StatusAnswer.one(session: "s\(call)", model: model)) }
    }

    func writeTorn(call: Int, between: () async throws -> Void) async throws {
        let text = StatusAnswer.one(session: "s\(call)", model: SourceContract.models.known)
        try folder.write(Self.name(call), String(text.prefix(text.count / 2)))
        try await between()
        try folder.write(Self.name(call), text)
    }

    func writeBroken() throws {
        try folder.write("broken.json", #"{"sessions":{"byAgent":[}}"#)
    }

    func copyEverything() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try folder.copy(name, to: "copy-\(name)")
        }
    }

    func prune() throws {
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    private static func name(_ call: Int) -> String {
        "2026-03-01T\(call < 10 ? "0" : "")\(call).json"
    }
}
