// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension BackupManifest {
    private static let format = "mission-control-backup"
    /// Of the manifest itself.
    private static let version: Int64 = 1

    /// The content of its file.
    package var json: JSONValue {
        [
            "format": .string(Self.format), "version": .integer(Self.version), "program_version": .string(program),
            "made_at": .string(madeAt.iso8601), "origin": .string(origin), "ledger": ledger,
            "files": .array(files.map(\.json)),
        ]
    }

    /// Reads a manifest.
    ///
    /// - Throws: ``BackupManifestError``.
    package init(_ json: JSONValue) throws {
        guard json["format"] == .string(Self.format) else { throw BackupManifestError.foreign }
        guard let version = json["version"]?.whole else { throw BackupManifestError.invalid(key: "version") }
        guard version <= Self.version else { throw BackupManifestError.newer }
        guard let program = json["program_version"]?.text else {
            throw BackupManifestError.invalid(key: "program_version")
        }
        guard let moment = json["made_at"]?.text.flatMap({ Timestamp(iso8601: $0) }) else {
            throw BackupManifestError.invalid(key: "made_at")
        }
        guard let origin = json["origin"]?.text else { throw BackupManifestError.invalid(key: "origin") }
        guard let ledger = json["ledger"], ledger["id"]?.text != nil, ledger["generation"]?.whole != nil,
            ledger["events"]?.whole != nil, ledger["totals"]?.isObject ?? false
        else { throw BackupManifestError.invalid(key: "ledger") }
        let files = try (json["files"]?.elements ?? []).map(File.init)
        guard files.contains(where: { $0.name == Self.ledgerName }), Set(files.map(\.name)).count == files.count else {
            throw BackupManifestError.invalid(key: "files")
        }
        self.init(program: program, madeAt: moment, origin: origin, ledger: ledger, files: files)
    }
}

extension BackupManifest.File {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "bytes": .integer(bytes), "sha256": .string(sha256), "secret": .bool(isSecret),
        ]
    }

    fileprivate init(_ json: JSONValue) throws {
        guard let name = json["name"]?.text, Self.isSafe(name), let bytes = json["bytes"]?.whole, bytes >= 0,
            let sha256 = json["sha256"]?.text, sha256.utf8.count == 64
        else { throw BackupManifestError.invalid(key: "files") }
        self.init(name: name, bytes: bytes, sha256: sha256, isSecret: json["secret"]?.flag ?? true)
    }

    /// Whether a name lies within the folder that it is taken from, and is none of the program's own.
    static func isSafe(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return (1...4).contains(parts.count) && name != BackupManifest.fileName
            && parts.allSatisfy { part in
                !part.isEmpty && !part.hasPrefix(".") && part.utf8.count <= 255
                    && part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
            }
    }
}

/// Why a file is no manifest of a backup.
package enum BackupManifestError: Error, Hashable, CustomStringConvertible {
    /// It is none of this program's.
    case foreign
    /// A newer version of the program wrote it.
    case newer
    /// A key is missing or has another value than any backup has.
    case invalid(key: String)

    /// For people.
    package var description: String {
        switch self {
        case .foreign: "it is no manifest of a backup"
        case .newer: "a newer version of mctl made this backup"
        case .invalid(let key): "its “\(key)” is missing or wrong"
        }
    }
}
