// Mission Control
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MissionCore
import MissionSQLite
import MissionTesting
import Testing

@testable import mctl

/// `mctl usage --explain`.
@Suite struct UsageTests {
    private func usage(_ arguments: [String], in folder: Folder) throws -> Usage {
        let command = try Mctl.parseAsRoot(["usage", "--data-dir", folder.path] + arguments)
        return try #require(command as? Usage)
    }

    @Test func `a session that the ledger does not know ends with exit code 66`() async throws {
        let folder = try Folder()
        let ledger = try SQLiteLedger(path: DataDirectory(named: folder.path).ledger, mode: .readWrite)
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)))
        for session in ["nobody", ""] {
            let command = try usage(["--explain", session], in: folder)
            await #expect(throws: ExitCode(ExitStatus.noInput.rawValue)) { try await command.run() }
        }
        try await usage(["--explain", "s1", "--json", "--limit", "1"], in: folder).run()
        try await usage(["--explain", "agent:main:s1"], in: folder).run()
    }
}
