// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSources

/// Where and when the last backup was made, as the data folder remembers it.
struct BackupRecord {
    static let fileName = "last-backup.json"

    /// When the backup was verified.
    var madeAt: Timestamp
    /// Its folder, as an absolute path.
    var folder: String
    /// The ledger's generation that it has.
    var generation: Int64

    /// Reads the record of a data folder; nil where none was ever made, or nobody can tell.
    static func read(_ directory: DataDirectory) -> BackupRecord? {
        (try? file(directory).read { BackupRecord($0) }) ?? nil
    }

    /// Keeps it.
    ///
    /// - Throws: `SettingsError`.
    func keep(in directory: DataDirectory) throws {
        try Self.file(directory).write([
            "version": 1, "made_at": .string(madeAt.iso8601), "folder": .string(folder),
            "generation": .integer(generation),
        ])
    }

    private static func file(_ directory: DataDirectory) -> SettingsFile {
        SettingsFile(path: "\(directory.path)/\(fileName)")
    }
}

extension BackupRecord {
    fileprivate init?(_ json: JSONValue) {
        guard let moment = json["made_at"]?.text.flatMap({ Timestamp(iso8601: $0) }), let folder = json["folder"]?.text,
            let generation = json["generation"]?.whole
        else { return nil }
        self.init(madeAt: moment, folder: folder, generation: generation)
    }
}
