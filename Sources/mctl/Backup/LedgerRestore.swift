// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// Puts a backup in the place of what a data folder holds.
///
/// What is there is moved aside and never deleted. All is copied and compared before anything is moved, so that the moment in
/// which a power cut finds neither the one nor the other in its place is that of some renames; both are in the folder then.
struct LedgerRestore {
    /// How the name of a folder begins that holds what was replaced.
    static let asidePrefix = "replaced-"
    private static let stagePrefix = ".restore-"

    let backup: BackupFolder
    let directory: DataDirectory
    let clock: any WallClock

    /// What was done.
    struct Outcome {
        var files: [String]
        /// Where what was replaced lies; nil where nothing was there.
        var aside: String?
    }

    /// Restores a backup that was verified.
    ///
    /// - Throws: `LedgerError.locked` while another process writes, or ``CommandFailure``; then what was there is there.
    func run() throws -> Outcome {
        try using(directory.path) { try PrivateFolder.prepare(directory.path) }
        let lock = try LedgerLock(besideLedger: directory.ledger, now: clock.now)
        return try withExtendedLifetime(lock) {
            // Nobody else restores now: what lies there was left by who was killed.
            for name in (try? FileAccess.names(in: directory.path)) ?? [] where name.hasPrefix(Self.stagePrefix) {
                try? FileManager.default.removeItem(atPath: "\(directory.path)/\(name)")
            }
            let stage = "\(directory.path)/\(Self.stagePrefix)\(UUID().uuidString.lowercased())"
            defer { try? FileManager.default.removeItem(atPath: stage) }
            for name in names { try copy(name, to: stage) }
            let aside = try moveAside()
            for name in names { try move("\(stage)/\(name)", to: "\(directory.path)/\(name)") }
            try using(directory.path) { try PrivateFolder.settle(directory.path) }
            return Outcome(files: names, aside: aside)
        }
    }

    /// The ledger comes last: settings without a ledger do no harm, and a ledger without them looks whole.
    private var names: [String] {
        backup.manifest.files.map(\.name).filter { $0 != BackupManifest.ledgerName } + [BackupManifest.ledgerName]
    }

    private func copy(_ name: String, to stage: String) throws {
        let target = "\(stage)/\(name)"
        let known = backup.manifest.files.first { $0.name == name }
        let found = try using(target) {
            try PrivateFolder.prepare(stage)
            for parent in BackupFolder.parents(of: name) { _ = try PrivateFolder.make("\(stage)/\(parent)") }
            return try FileFingerprint.copying("\(backup.path)/\(name)", to: target)
        }
        guard found.bytes == known?.bytes, found.sha256 == known?.sha256 else {
            throw CommandFailure(
                status: .damaged,
                message: "\(backup.path)/\(name) changed while it was copied; nothing was restored")
        }
    }

    /// Moves what will be replaced into a folder of its own: a ledger with SQLite's companions, which belong to it alone.
    private func moveAside() throws -> String? {
        let ledger = LedgerFiles.companions(of: BackupManifest.ledgerName)
        let all = names.dropLast() + ledger
        let present = all.filter { FileManager.default.fileExists(atPath: "\(directory.path)/\($0)") }
        if present.isEmpty { return nil }
        let first = "\(directory.path)/\(Self.asidePrefix)\(clock.now.fileNamePart)"
        var (aside, number) = (first, 1)
        while try !using(aside, { try PrivateFolder.make(aside) }) {
            number += 1
            aside = "\(first)-\(number)"
        }
        for name in present { try move("\(directory.path)/\(name)", to: "\(aside)/\(name)") }
        try using(aside) { try PrivateFolder.settle(aside) }
        return aside
    }

    private func move(_ path: String, to target: String) throws {
        try using(target) {
            if let slash = target.lastIndex(of: "/") { try PrivateFolder.prepare(String(target[..<slash])) }
            guard try PrivateFolder.rename(path, to: target) else {
                throw FileAccess.Failure(reason: "there is a folder of that name")
            }
        }
    }

    private func using<Result>(_ path: String, _ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let failure as FileAccess.Failure {
            throw CommandFailure(failure, path: path, doing: "written")
        }
    }
}
