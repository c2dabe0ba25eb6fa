// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite

/// `mctl rebuild`
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Compute every sum of the ledger anew from its calls.",
        discussion: """
            No call is added, changed or dropped, also none whose logs are gone. It ends with 75 while another process writes, \
            and with 65 when the file itself is damaged: then only a backup helps.
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            // A writer would make a ledger where there is none.
            try global.reader().close()
            let ledger = try SQLiteLedger(path: global.directory.ledger, mode: .readWrite)
            defer { try? ledger.close() }
            let before = try await ledger.verify()
            guard before.damage.isEmpty else {
                for problem in before.problems { Console.message(problem) }
                throw CommandFailure(
                    status: .damaged,
                    message: "\(ledger.path) is damaged and was left as it is; put a backup in its place: mctl restore")
            }
            try await ledger.rebuildRollups()
            let after = try await ledger.verify()
            let summary = try await ledger.summary()
            Console.output(
                global.json
                    ? json(before, after, summary).text(.indented) : text(before, after, summary))
            if !after.isSound { throw ExitCode(ExitStatus.damaged.rawValue) }
        }
    }

    private func text(_ before: LedgerVerification, _ after: LedgerVerification, _ summary: LedgerSummary) -> String {
        let calls = UsageText.calls(summary.totals.calls)
        guard after.isSound else {
            return "The sums of \(calls) were computed anew and still differ:\n"
                + after.problems.map { "  \($0)\n" }.joined()
        }
        let had = before.isSound ? "they were right before" : before.problems.joined(separator: "; ") + " until now"
        return "The sums of \(calls) were computed anew: \(had).\n"
    }

    private func json(_ before: LedgerVerification, _ after: LedgerVerification, _ summary: LedgerSummary) -> JSONValue
    {
        [
            "schema_version": 1, "sound": .bool(after.isSound), "was_sound": .bool(before.isSound),
            "problems_before": .array(before.problems.map(JSONValue.string)),
            "problems": .array(after.problems.map(JSONValue.string)), "ledger": summary.json,
        ]
    }
}
