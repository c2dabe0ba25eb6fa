// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// Makes a backup of a data folder.
struct BackupWriter {
    let directory: DataDirectory
    /// The folder that it is put into.
    let place: BackupPlace
    /// Whether files that may hold credentials are copied, too.
    let withSecrets: Bool
    let clock: any WallClock

    /// Copies, verifies, and only then gives the backup its name.
    ///
    /// - Throws: ``CommandFailure`` or `LedgerError`; then nothing is left that looks like a backup.
    func run() async throws -> BackupFolder {
        let ledger = try SQLiteLedger(path: directory.ledger, mode: .readOnly)
        defer { try? ledger.close() }
        let name = try await ledger.summary().name
        let partial = try using(place.path) {
            try PrivateFolder.prepare(place.path)
            place.removeLeftovers(ofLedger: name)
            return try place.begin(ledger: name)
        }
        do {
            let manifest = try await fill(partial.path, from: ledger)
            return try using(place.path) {
                try BackupFolder.write(manifest.json, to: "\(partial.path)/\(BackupManifest.fileName)")
                return try BackupFolder(place.finish(partial, at: manifest.madeAt))
            }
        } catch {
            try? FileManager.default.removeItem(atPath: partial.path)
            throw error
        }
    }

    private func fill(_ folder: String, from ledger: SQLiteLedger) async throws -> BackupManifest {
        var files: [BackupManifest.File] = []
        let copy = "\(folder)/\(BackupManifest.ledgerName)"
        let summary = try await ledger.copy(to: copy)
        for name in try using(directory.path, { try others.names() }) {
            if DataFolderFiles.isSecret(name), !withSecrets { continue }
            if let file = try copyFile(name, to: folder) { files.append(file) }
        }
        try await verify(copy, holds: summary)
        let fingerprint = try using(copy) { try FileFingerprint(of: copy) }
        files.append(
            BackupManifest.File(
                name: BackupManifest.ledgerName, bytes: fingerprint.bytes, sha256: fingerprint.sha256, isSecret: false))
        return BackupManifest(
            program: ProgramVersion.text, madeAt: clock.now, origin: AbsolutePath.of(directory.ledger),
            ledger: summary.json, files: files)
    }

    private var others: DataFolderFiles { DataFolderFiles(folder: directory.path, backups: place.path) }

    /// Nil where the file has gone away meanwhile.
    private func copyFile(_ name: String, to folder: String) throws -> BackupManifest.File? {
        let target = "\(folder)/\(name)"
        do {
            for parent in BackupFolder.parents(of: name) { _ = try PrivateFolder.make("\(folder)/\(parent)") }
            let fingerprint = try copied(name, to: target)
            return BackupManifest.File(
                name: name, bytes: fingerprint.bytes, sha256: fingerprint.sha256,
                isSecret: DataFolderFiles.isSecret(name))
        } catch let failure as FileAccess.Failure {
            if failure.isMissing { return nil }
            throw CommandFailure(failure, path: target, doing: "copied")
        }
    }

    /// Somebody may be writing bills just now, so that only SQLite can tell what is in their file.
    private func copied(_ name: String, to target: String) throws -> FileFingerprint {
        let path = "\(directory.path)/\(name)"
        guard name == BillsFile.name, let bills = try SQLiteBills.reading(path) else {
            return try FileFingerprint.copying(path, to: target)
        }
        try bills.copy(to: target)
        return try FileFingerprint(of: target)
    }

    /// The copy's sums are those of its calls, and it is the moment that was copied.
    private func verify(_ copy: String, holds summary: LedgerSummary) async throws {
        let check = try await BackupCheck.ledger(copy)
        if check.summary == summary, check.isSound { return }
        let reasons = check.isSound ? ["the copy is not what was copied"] : check.problems
        throw CommandFailure(
            status: .damaged,
            message: "no backup was made: \(reasons.joined(separator: "; ")). See `mctl verify`; "
                + "`mctl rebuild` computes sums anew from the calls")
    }

    private func using<Result>(_ path: String, _ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let failure as FileAccess.Failure {
            throw CommandFailure(failure, path: path, doing: "used")
        }
    }
}

extension CommandFailure {
    /// What a file system refused.
    init(_ failure: FileAccess.Failure, path: String, doing verb: String) {
        if failure.isFull {
            self.init(
                status: .unavailable,
                message: "no space is left for \(path); make room and try again; nothing was lost")
        } else {
            self.init(status: .cannotCreate, message: "\(path) cannot be \(verb): \(failure.reason)")
        }
    }
}
