// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSources

/// `mctl verify`
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that a ledger's or a backup's file is sound and that every sum is that of its calls.",
        discussion: """
            Without a path, the ledger of the data folder. A folder with several backups is checked backup by backup. Nothing is \
            changed. Ends with 65 when something is wrong.
            """)

    @Argument(help: ArgumentHelp("A backup, a folder with backups, a data folder, or a ledger.", valueName: "path"))
    var path: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let checks = try await checks()
            Console.output(
                global.json ? Self.json(checks).text(.indented) : checks.map(\.text).joined())
            if checks.contains(where: { !$0.isSound }) { throw ExitCode(ExitStatus.damaged.rawValue) }
        }
    }

    private func checks() async throws -> [BackupCheck] {
        guard let path else {
            try global.checkIsFile()
            return [try await BackupCheck.ledger(global.directory.ledger)]
        }
        let place = AbsolutePath.of(path)
        guard PrivateFolder.isFolder(place) else { return [try await BackupCheck.ledger(place)] }
        if PrivateFolder.size(ofFile: "\(place)/\(BackupManifest.fileName)") != nil {
            return [try await BackupCheck.backup(BackupFolder(place))]
        }
        let backups = BackupPlace(place).backups()
        let ledger = DataDirectory(named: place).ledger
        if backups.isEmpty || PrivateFolder.size(ofFile: ledger) != nil {
            guard PrivateFolder.size(ofFile: ledger) != nil else {
                throw CommandFailure(status: .noInput, message: "\(place) holds no backup and no ledger")
            }
            return [try await BackupCheck.ledger(ledger)]
        }
        var checks: [BackupCheck] = []
        for backup in backups { checks.append(try await BackupCheck.backup(backup)) }
        return checks
    }

    private static func json(_ checks: [BackupCheck]) -> JSONValue {
        [
            "schema_version": 1, "sound": .bool(checks.allSatisfy(\.isSound)), "checked": .array(checks.map(\.json)),
        ]
    }
}

extension BackupCheck {
    fileprivate var text: String {
        guard isSound else { return "\(path): not sound\n" + problems.map { "  \($0)\n" }.joined() }
        let facts = summary.map { summary in
            [
                UsageText.calls(summary.totals.calls), summary.totals.knownAmount.text(),
                "\(rollups.groupedString) sums compared",
            ]
        }
        return "\(path): sound" + (facts.map { " (\($0.joined(separator: ", ")))" } ?? "") + "\n"
            + notes.map { "  \($0)\n" }.joined()
    }

    fileprivate var json: JSONValue {
        [
            "path": .string(path), "sound": .bool(isSound), "problems": .array(problems.map(JSONValue.string)),
            "notes": .array(notes.map(JSONValue.string)), "sums_compared": .integer(rollups),
            "ledger": summary?.json ?? .null,
        ]
    }
}

/// Numbers of calls in words.
enum UsageText {
    /// `1 call`, `12 calls`.
    static func calls(_ count: Int64) -> String { "\(count.groupedString) \(count == 1 ? "call" : "calls")" }
}
