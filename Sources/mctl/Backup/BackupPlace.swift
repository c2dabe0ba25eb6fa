// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSources

/// A folder in which backups lie, each a folder of its own.
///
/// Until a backup is verified its folder has a hidden name, which says of what ledger it is. Who was killed leaves one behind,
/// locked by nobody; the next backup of the same ledger takes it away.
struct BackupPlace {
    let path: String

    private static let prefix = "mission-control-"
    private static let partialPrefix = ".\(prefix)partial-"
    private static let removedPrefix = ".\(prefix)removed-"

    init(_ path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// The backups in it by name, with their manifests. What has no manifest of ours is none.
    func backups() -> [BackupFolder] {
        names().filter { !$0.hasPrefix(".") }.compactMap { try? BackupFolder("\(path)/\($0)") }
    }

    /// Makes the folder of a backup to be.
    ///
    /// - Throws: `FileAccess.Failure`.
    func begin(ledger: String) throws -> PartialBackup {
        while true {
            let partial = hidden(Self.partialPrefix, ledger)
            guard try PrivateFolder.make(partial), let lock = try Self.lock(partial) else { continue }
            return PartialBackup(path: partial, lock: lock)
        }
    }

    private func hidden(_ prefix: String, _ ledger: String) -> String {
        "\(path)/\(prefix)\(ledger)-\(UUID().uuidString.lowercased())"
    }

    /// Nil where another backup took the folder for a leftover, before it was locked.
    private static func lock(_ folder: String) throws -> PrivateFolder.Lock? {
        do { return try PrivateFolder.Lock(folder) } catch let failure as FileAccess.Failure {
            if failure.isMissing { return nil }
            throw failure
        }
    }

    /// Makes a whole backup of it: from then on it counts.
    ///
    /// - Returns: the path of its folder.
    /// - Throws: `FileAccess.Failure`.
    func finish(_ partial: PartialBackup, at moment: Timestamp) throws -> String {
        try PrivateFolder.settle(partial.path)
        let name = "\(path)/\(Self.prefix)\(moment.fileNamePart)"
        var number = 1
        while true {
            let target = number == 1 ? name : "\(name)-\(number)"
            if !FileManager.default.fileExists(atPath: target), try PrivateFolder.rename(partial.path, to: target) {
                try PrivateFolder.settle(path)
                return target
            }
            number += 1
        }
    }

    /// Takes a backup away: out of sight first, so that half of one never looks like one.
    ///
    /// - Returns: whether all of it is gone. What is not in its manifest is left, and its folder with it.
    func remove(_ backup: BackupFolder) -> Bool {
        let hidden = hidden(Self.removedPrefix, backup.manifest.ledger["id"]?.text ?? "")
        guard (try? PrivateFolder.rename(backup.path, to: hidden)) == true else { return false }
        if Self.empty(hidden, backup.manifest) { return true }
        _ = try? PrivateFolder.rename(hidden, to: backup.path)
        return false
    }

    /// Takes away what killed backups and removals of a ledger have left.
    func removeLeftovers(ofLedger ledger: String) {
        for name in names() {
            let folder = "\(path)/\(name)"
            guard PrivateFolder.isFolder(folder) else { continue }
            if name.hasPrefix("\(Self.partialPrefix)\(ledger)-"), (try? PrivateFolder.Lock(folder)) != nil {
                try? FileManager.default.removeItem(atPath: folder)
            } else if name.hasPrefix("\(Self.removedPrefix)\(ledger)-") {
                if let backup = try? BackupFolder(folder) { _ = Self.empty(folder, backup.manifest) }
                _ = PrivateFolder.remove(emptyFolder: folder)
            }
        }
    }

    /// Takes the files away that a manifest names, the manifest last, and the folders that are empty then.
    private static func empty(_ folder: String, _ manifest: BackupManifest) -> Bool {
        for file in manifest.files { _ = PrivateFolder.remove(file: "\(folder)/\(file.name)") }
        let parents = Set(manifest.files.flatMap { BackupFolder.parents(of: $0.name) })
        for parent in parents.sorted(by: >) { _ = PrivateFolder.remove(emptyFolder: "\(folder)/\(parent)") }
        _ = PrivateFolder.remove(file: "\(folder)/\(BackupManifest.fileName)")
        return PrivateFolder.remove(emptyFolder: folder)
    }

    private func names() -> [String] { (try? FileAccess.names(in: path)) ?? [] }
}

/// A backup that does not count yet.
struct PartialBackup {
    let path: String
    /// Held for as long as it is worked at.
    let lock: PrivateFolder.Lock
}

/// Which file a path leads to, through whatever links.
struct FileIdentity: Equatable {
    private let path: String

    /// Nil where there is none.
    init?(_ path: String) {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        self.path = String(cString: real)
    }
}

extension Timestamp {
    /// `20261127T003042Z`, for the name of a file.
    var fileNamePart: String {
        iso8601.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
