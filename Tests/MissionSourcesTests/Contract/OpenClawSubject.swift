// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting

@testable import MissionSources

/// A home of OpenClaw's file era, written as OpenClaw writes it.
final class OpenClawSubject: SourceSubject {
    private let home: TemporaryHome

    init() throws {
        home = try TemporaryHome()
    }

    var source: any Source { home.source }

    func write(calls: Range<Int>, model: String) throws {
        try append(calls.map { Self.line($0, model: model) }.joined())
    }

    func writeTorn(call: Int, between: () async throws -> Void) async throws {
        let line = Self.line(call, model: SourceContract.models.known)
        let middle = line.index(line.startIndex, offsetBy: line.count / 2)
        try append(String(line[..<middle]))
        try await between()
        try append(String(line[middle...]))
    }

    func writeBroken() throws {
        try append("{\"type\":\"message\",\"message\":{\"role\":\"assi\n")
    }

    func copyEverything() throws {
        let text = try String(contentsOfFile: home.file("s1.jsonl"), encoding: .utf8)
        try home.write("s1.jsonl.reset.2026-03-02T00-00-00.000Z", text)
        try home.write("s1.checkpoint.0d8f.jsonl", text)
        try home.write("agents/copy/sessions/s1.jsonl.bak.7", text)
    }

    func prune() throws {
        try? FileManager.default.removeItem(atPath: home.path)
    }

    private func append(_ text: String) throws {
        if !FileManager.default.fileExists(atPath: home.file("s1.jsonl")) { try home.write("s1.jsonl", Line.header()) }
        try home.append("s1.jsonl", text)
    }

    private static func line(_ number: Int, model: String) -> String {
        let usage = #"{"input":100,"output":10,"cacheRead":0,"cacheWrite":0,"totalTokens":110}"#
        return Line.call("c\(number)", minute: number, model: model, usage: usage)
    }
}
