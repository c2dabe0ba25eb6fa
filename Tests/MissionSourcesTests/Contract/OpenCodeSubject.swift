// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting

@testable import MissionSources

/// A data directory of OpenCode with a file for each message.
final class OpenCodeSubject: SourceSubject {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    var source: any Source { OpenCodeSource(folder: folder.path) }

    func write(calls: Range<Int>, model: String) throws {
        for call in calls {
            try folder.write(Self.name(call), OpenCodeMessages.answer("m\(call)", minute: call, model: model))
        }
    }

    func writeTorn(call: Int, between: () async throws -> Void) async throws {
        let text = OpenCodeMessages.answer("m\(call)", minute: call, model: SourceContract.models.known)
        try folder.write(Self.name(call), String(text.prefix(text.count / 2)))
        try await between()
        try folder.write(Self.name(call), text)
    }

    func writeBroken() throws {
        try folder.write("storage/message/ses_1/broken.json", "{\"tokens\":{\"input\":}}")
    }

    /// A fork has every message again, under new ids and in a session of its own.
    func copyEverything() throws {
        let messages = folder.file("storage/message/ses_1")
        for name in try FileManager.default.contentsOfDirectory(atPath: messages) {
            let text = try String(contentsOfFile: "\(messages)/\(name)", encoding: .utf8)
            let copy = text.replacingOccurrences(of: "ses_1", with: "ses_2")
                .replacingOccurrences(of: #""id":"m"#, with: #""id":"fork"#)
            try folder.write("storage/message/ses_2/fork-\(name)", copy)
        }
    }

    func prune() throws {
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    private static func name(_ call: Int) -> String {
        "storage/message/ses_1/m\(call).json"
    }
}
