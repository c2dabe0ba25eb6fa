// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSources

/// `mctl restore`
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Verify a backup and put it in the place of the data folder's ledger and settings.",
        discussion: """
            What is there is moved into a folder replaced-… beside it, never deleted. It ends with 75 while another process \
            writes to the ledger, and with 65 when the backup is damaged; then nothing is changed.
            """)

    @Argument(help: ArgumentHelp("The backup's folder, the one with a manifest.json.", valueName: "folder"))
    var folder: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            try global.checkIsFile()
            let backup = try BackupFolder(AbsolutePath.of(folder))
            let check = try await BackupCheck.backup(backup)
            guard check.isSound else {
                for problem in check.problems { Console.message(problem) }
                throw CommandFailure(
                    status: .damaged, message: "\(backup.path) is damaged; nothing was restored. Take another backup")
            }
            let restore = LedgerRestore(backup: backup, directory: global.directory, clock: SystemClock())
            let outcome = try restore.run()
            Console.output(global.json ? json(backup, outcome).text(.indented) : text(backup, outcome))
            for note in check.notes { Console.message(note) }
        }
    }

    private func text(_ backup: BackupFolder, _ outcome: LedgerRestore.Outcome) -> String {
        let calls = backup.manifest.ledger["totals"]?["calls"]?.whole ?? 0
        let made = backup.manifest.madeAt.iso8601
        var text = "Restored \(calls.groupedString) \(calls == 1 ? "call" : "calls") as of \(made)"
        text += " to \(AbsolutePath.of(global.directory.path)).\n"
        if let aside = outcome.aside { text += "What was there is in \(aside).\n" }
        return text
    }

    private func json(_ backup: BackupFolder, _ outcome: LedgerRestore.Outcome) -> JSONValue {
        [
            "schema_version": 1, "folder": .string(backup.path), "data_dir": .string(global.directory.path),
            "made_at": .string(backup.manifest.madeAt.iso8601), "files": .array(outcome.files.map(JSONValue.string)),
            "replaced": JSONValue(outcome.aside), "ledger": backup.manifest.ledger,
        ]
    }
}
