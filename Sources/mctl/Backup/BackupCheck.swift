// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// Whether a ledger or a backup is what it should be.
struct BackupCheck {
    /// What was looked at.
    var path: String
    /// What is wrong, each in a sentence without its full stop.
    var problems: [String] = []
    /// What could not be checked, and why.
    var notes: [String] = []
    /// What the ledger holds, where that could be told.
    var summary: LedgerSummary?
    /// Rollups that were compared with the calls.
    var rollups: Int64 = 0

    /// Whether nothing is wrong.
    var isSound: Bool { problems.isEmpty }

    /// Checks a ledger: its file, and every sum against the calls.
    ///
    /// - Throws: `LedgerError` where it cannot be opened for a reason other than damage.
    static func ledger(_ path: String) async throws -> BackupCheck {
        var check = BackupCheck(path: path)
        do {
            let ledger = try SQLiteLedger(path: path, mode: .readOnly)
            let verification = try await ledger.verify()
            check.summary = try await ledger.summary()
            check.rollups = verification.rollups
            check.problems = verification.problems
            try ledger.close()
        } catch let error as LedgerError {
            guard error.isDamage else { throw error }
            check.problems.append(error.description)
        }
        return check
    }

    /// Checks a backup: each file against its manifest, then its ledger against itself and against the manifest.
    ///
    /// - Throws: `LedgerError` where its ledger cannot be opened for a reason other than damage.
    static func backup(_ backup: BackupFolder) async throws -> BackupCheck {
        var check = BackupCheck(path: backup.path)
        for file in backup.manifest.files { check.compare(file, in: backup) }
        for extra in LedgerFiles.companions(of: backup.ledger).dropLast()
        where (PrivateFolder.size(ofFile: extra) ?? 0) > 0 {
            check.problems.append("\(extra) is no part of the backup and would change what its ledger holds")
        }
        // What is not the file that was verified need not be opened.
        guard check.isSound else { return check }
        do {
            let inner = try await ledger(backup.ledger)
            (check.summary, check.rollups) = (inner.summary, inner.rollups)
            check.problems = inner.problems
            if let summary = inner.summary, !summary.json.agrees(with: backup.manifest.ledger) {
                check.problems.append("its ledger holds something else than its manifest says")
            }
        } catch LedgerError.olderSchema {
            try check.compareOlder(backup)
        }
        return check
    }

    private mutating func compare(_ file: BackupManifest.File, in backup: BackupFolder) {
        let path = "\(backup.path)/\(file.name)"
        do {
            guard PrivateFolder.size(ofFile: path) != nil else { throw FileAccess.Failure.notThere }
            let found = try FileFingerprint(of: path)
            if found.bytes != file.bytes {
                problems.append(
                    "\(path) has \(found.bytes.groupedString) bytes, its manifest says \(file.bytes.groupedString)")
            } else if found.sha256 != file.sha256 {
                problems.append("\(path) has another content than its manifest says (SHA-256)")
            }
        } catch let failure as FileAccess.Failure {
            problems.append("\(path) cannot be read: \(failure.reason)")
        } catch {
            problems.append("\(path) cannot be read: \(error)")
        }
    }

    /// Its bytes are those whose sums were verified when it was made.
    private mutating func compareOlder(_ backup: BackupFolder) throws {
        let found = try LedgerFileCheck(path: backup.ledger)
        problems += found.damage
        let known = backup.manifest.ledger
        if known["generation"]?.whole != found.generation || known["events"]?.whole != found.events {
            problems.append("its ledger holds something else than its manifest says")
        }
        notes.append(
            "mctl \(backup.manifest.program) made it: its sums were compared with its calls then, and not again")
    }
}

extension FileAccess.Failure {
    fileprivate static var notThere: FileAccess.Failure { FileAccess.Failure(reason: "it is not there") }
}

extension LedgerVerification {
    /// What is wrong, each in a sentence without its full stop.
    var problems: [String] {
        var problems = damage.map { "SQLite finds it damaged: \($0)" }
        if differenceCount > 0 {
            problems.append("\(Int64(differenceCount).groupedString) sums of quarter hours are not those of the calls")
        }
        if daySumDifferences > 0 {
            problems.append("\(Int64(daySumDifferences).groupedString) sums of days are not those of the calls")
        }
        if events != recordedEvents {
            problems.append(
                "it has \(events.groupedString) calls that count and believes to have \(recordedEvents.groupedString)")
        }
        return problems
    }
}

extension LedgerError {
    /// Whether the file is damaged, rather than missing, busy or somebody else's.
    var isDamage: Bool {
        switch self {
        case .damaged, .failed: true
        default: false
        }
    }
}
