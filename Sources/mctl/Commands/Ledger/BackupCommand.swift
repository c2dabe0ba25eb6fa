// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSources

/// `mctl backup`
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the ledger and the settings into a new folder, and verify the copy.",
        discussion: """
            It works while `mctl serve` writes. The backup counts only once its ledger adds up; until then its folder has a \
            hidden name. `mctl restore FOLDER` puts it back.
            """)

    @Argument(help: ArgumentHelp("The folder to put it into; made where it is not there.", valueName: "dir"))
    var place: String

    @Option(
        help: ArgumentHelp(
            "Keep so many backups of this ledger there, this one included, and remove older ones; all without.",
            valueName: "count"))
    var keep: Int?

    @Flag(
        name: .customLong("without-secrets"),
        help: "Leave out files that may hold credentials: channels, gateways, tokens, keys.")
    var withoutSecrets = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if place.isEmpty { throw ValidationError("Name the folder to put the backup into.") }
        if let keep, keep < 1 { throw ValidationError("--keep needs a number from 1 on.") }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            try global.checkIsFile()
            let place = BackupPlace(AbsolutePath.of(place))
            let writer = BackupWriter(
                directory: global.directory, place: place, withSecrets: !withoutSecrets, clock: SystemClock())
            let backup = try await writer.run()
            let removed = keep.map { removeOld(but: $0, newest: backup, in: place) } ?? []
            remember(backup)
            let answer = BackupAnswer(backup: backup, removed: removed)
            Console.output(global.json ? answer.json.text(.indented) : answer.text)
            let secrets = backup.manifest.secrets
            if !secrets.isEmpty, !global.json {
                Console.message(
                    "it may hold credentials (\(secrets.joined(separator: ", "))): only you can read the folder, "
                        + "and a copy of it should be as private")
            }
        }
    }

    /// - Returns: the names of those that are gone.
    private func removeOld(but keep: Int, newest: BackupFolder, in place: BackupPlace) -> [String] {
        // What is not whole is no backup to count on, and stays for somebody to look at.
        let whole = place.backups().filter(\.isComplete)
        let old = BackupRetention.superseded(by: newest.candidate, among: whole.map(\.candidate), keep: keep)
        return whole.filter { old.contains($0.candidate.name) }.compactMap { backup in
            if place.remove(backup) { return backup.candidate.name }
            Console.message("\(backup.path) could not be removed, or held files that are no part of the backup")
            return nil
        }
    }

    private func remember(_ backup: BackupFolder) {
        let record = BackupRecord(
            madeAt: backup.manifest.madeAt, folder: backup.path,
            generation: backup.manifest.ledger["generation"]?.whole ?? 0)
        do { try record.keep(in: global.directory) } catch {
            Console.message("the backup is made; `mctl ledger info` will not know of it: \(error)")
        }
    }
}

extension BackupFolder {
    /// The backup under the name of its folder.
    var candidate: BackupRetention.Candidate {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return BackupRetention.Candidate(name: name, manifest: manifest)
    }
}

/// What `mctl backup` tells.
struct BackupAnswer {
    var backup: BackupFolder
    var removed: [String]

    var text: String {
        let calls = backup.manifest.ledger["totals"]?["calls"]?.whole ?? 0
        var text = "\(calls.groupedString) \(calls == 1 ? "call" : "calls") in \(backup.path)"
        text += " (\(ByteText.short(backup.manifest.bytes)), verified).\n"
        for name in removed { text += "Removed \(name).\n" }
        return text
    }

    var json: JSONValue {
        let answer: JSONValue = [
            "schema_version": 1, "folder": .string(backup.path), "verified": true,
            "removed": .array(removed.map(JSONValue.string)),
        ]
        return answer.appending(backup.manifest.facts)
    }
}

extension BackupManifest {
    /// What programs are told of a backup.
    var facts: JSONValue {
        [
            "made_at": .string(madeAt.iso8601), "program_version": .string(program), "origin": .string(origin),
            "bytes": .integer(bytes), "files": .array(files.map { .string($0.name) }),
            "secret_files": .array(secrets.map(JSONValue.string)), "ledger": ledger,
        ]
    }
}
