// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSources

/// The files of a data folder that people would miss: all but the ledger, which is copied apart, and what is made again by
/// itself: a queue is, from the logs.
struct DataFolderFiles {
    /// A data folder.
    let folder: String
    /// Where backups go, which may be within the data folder.
    let backups: String

    /// Larger than anything that is kept beside the ledger, in bytes.
    private static let largest: Int64 = 64 << 20
    /// Folders within folders.
    private static let deepest = 3
    /// What is known to hold no credentials. Of whatever else there is, also from a later version, nobody knows.
    private static let harmless: Set<String> = [
        "agreements.json", "alerts.json", "bills.sqlite", "budgets.json", "subscriptions.json",
    ]
    private static let harmlessFolders: Set<String> = ["prices"]

    /// Whether a file, named as within the data folder, may hold credentials.
    static func isSecret(_ name: String) -> Bool {
        !harmless.contains(name) && !harmlessFolders.contains { name.hasPrefix("\($0)/") }
    }

    /// Their paths within the folder, sorted.
    ///
    /// - Throws: `FileAccess.Failure` when the folder cannot be read.
    func names() throws -> [String] { try names(in: "", depth: 0).sorted() }

    private func names(in part: String, depth: Int) throws -> [String] {
        let place = part.isEmpty ? folder : "\(folder)/\(part)"
        return try FileAccess.names(in: place).flatMap { name -> [String] in
            let (path, inner) = ("\(place)/\(name)", part.isEmpty ? name : "\(part)/\(name)")
            if PrivateFolder.isFolder(path) {
                // Each organisation has backups of its own, as the folder that it is.
                let isApart = depth == 0 && name == OrganisationFolders.folderName
                guard depth < Self.deepest, !isApart, !isLeftOut(folder: name, at: path) else { return [] }
                return try names(in: inner, depth: depth + 1)
            }
            guard !isLeftOut(file: name, depth: depth), let size = PrivateFolder.size(ofFile: path),
                size <= Self.largest
            else { return [] }
            return [inner]
        }
    }

    private func isLeftOut(folder name: String, at path: String) -> Bool {
        name.hasPrefix(".") || name.hasPrefix(LedgerRestore.asidePrefix)
            || FileIdentity(path) == FileIdentity(backups) || (try? BackupFolder(path)) != nil
            || !BackupPlace(path).backups().isEmpty
    }

    /// Files that are being written have a name of their own until they are whole.
    private func isLeftOut(file name: String, depth: Int) -> Bool {
        name.hasPrefix(".") || name == BackupManifest.fileName
            || depth == 0 && (name.hasPrefix("ledger.") || name.hasPrefix("queue.") || name == BackupRecord.fileName)
            || name.wholeMatch(of: /.*\.\d+\.\d+/) != nil
    }
}
