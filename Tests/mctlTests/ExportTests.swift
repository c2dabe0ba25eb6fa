// Mission Control
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MissionCore
import Testing

@testable import mctl

/// `mctl export`
@Suite struct ExportTests {
    @Test(arguments: [
        ["export"], ["export", "--format", "pdf", "--output", "a.pdf", "--month", "2026-10"],
        ["export", "--report", "models", "--output", "models.md", "--agent", "main", "--tz", "UTC"],
        ["export", "--events", "--after", "1795267800000-00112233445566778899aabbccddeeff"],
        ["export", "--report", "what-if", "--with", "to=anthropic/claude-haiku-4-5", "--json"],
        ["export", "--format", "focus", "--group-by", "agent", "--raw"], ["export", "--report", "windows", "--csv"],
        ["export", "--output", "out/calls.csv", "--events", "--limit", "10"],
        ["summary", "--month", "2026-10", "--md"],
    ])
    func `exports are asked for like this`(arguments: [String]) throws {
        _ = try Mctl.parseAsRoot(arguments)
    }

    @Test(arguments: [
        ["--format", "xls"], ["--report", "nonsense"], ["--events", "--report", "daily"], ["--after", "x"],
        ["--events", "--after", "x"], ["--events", "--format", "pdf", "--output", "x"], ["--raw", "--json"],
        ["--csv", "--format", "json"], ["--report", "daily", "--with", "to=x"], ["--with", "nonsense"],
        ["--format", "focus", "--breakdown"], ["--report", "health", "--group-by", "day"], ["--paper", "a5"],
        ["--events", "--group-by", "day"],
    ])
    func `what makes no sense is a mistake in usage`(arguments: [String]) throws {
        let error = try #require(throws: (any Error).self) { try Mctl.parseAsRoot(["export"] + arguments) }
        #expect(Mctl.exitCode(for: error).rawValue == ExitStatus.usage.rawValue)
    }

    @Test func `a program that is missing is named with its package`() async throws {
        let printer = SVGPrinter(program: "mission-no-such-program")
        let missing = PaperError.missing(program: "mission-no-such-program", package: "librsvg2-bin")
        await #expect(throws: missing) {
            try await printer.pdf(of: ["<svg/>"], madeAt: Timestamp(milliseconds: 0))
        }
        #expect(missing.description.contains("apt-get install librsvg2-bin"))
    }

    @Test func `a program that fails is no PDF`() async throws {
        await #expect(throws: PaperError.self) {
            try await SVGPrinter(program: "false").pdf(of: ["<svg/>"], madeAt: Timestamp(milliseconds: 0))
        }
    }

    @Test func `a file is written whole, and one that cannot be is said so`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a.csv").path
        try ExportDestination(path).write(Array("one".utf8))
        let file = try ExportDestination(path).open()
        try file.write("two")
        try file.close()
        #expect(FileManager.default.contents(atPath: path) == Data("two".utf8))
        #expect(throws: CommandFailure.self) { try ExportDestination("\(path)/x").write([]) }
        #expect(throws: CommandFailure.self) { _ = try ExportDestination("\(path)/x").open() }
    }
}
