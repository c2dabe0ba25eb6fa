// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionSources

/// A temporary folder, gone when the test is over.
final class Folder: Sendable {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mctl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Sources know places by their real paths.
        path = folder.resolvingSymlinksInPath().path
    }

    deinit {
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file, its folders included, and gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let file = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// Makes a folder, and gives its path.
    @discardableResult
    func make(_ name: String) throws -> String {
        let folder = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    /// An environment whose home is this folder.
    func environment(_ variables: [String: String] = [:]) -> SearchEnvironment {
        SearchEnvironment(home: path, variables: variables)
    }
}

/// Lines of an OpenClaw transcript.
enum TranscriptLine {
    static func header(_ session: String) -> String {
        #"{"type":"session","version":3,"id":"\#(session)","timestamp":"2026-03-01T10:00:00.000Z"}"# + "\n"
    }

    static func call(_ id: String, day: Int = 1, model: String = "claude-sonnet-4-5", usage: String? = nil) -> String {
        let usage = usage ?? #"{"input":100,"output":10,"cacheRead":0,"cacheWrite":0,"totalTokens":110}"#
        return #"{"type":"message","id":"\#(id)","timestamp":"2026-03-0\#(day)T10:01:00.000Z","message":"#
            + #"{"role":"assistant","content":[],"provider":"anthropic","model":"\#(model)","usage":\#(usage),"#
            + #""stopReason":"stop"}}"# + "\n"
    }
}
