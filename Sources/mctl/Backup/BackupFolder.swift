// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSources

/// One backup: a folder with a manifest.
struct BackupFolder {
    let path: String
    let manifest: BackupManifest

    /// Reads a backup's manifest; nothing else is looked at.
    ///
    /// - Throws: ``CommandFailure`` that says why the folder is no backup.
    init(_ path: String) throws {
        self.path = path
        let file = "\(path)/\(BackupManifest.fileName)"
        let data: Data?
        do { data = try PrivateFolder.size(ofFile: file).flatMap { _ in try PrivateFile(path: file).read() } } catch {
            throw CommandFailure(status: .unavailable, message: "\(file) cannot be read")
        }
        guard let data else {
            throw CommandFailure(status: .noInput, message: "\(path) is no backup: there is no manifest.json in it")
        }
        guard let json = JSONValue(parsing: data) else {
            throw CommandFailure(status: .damaged, message: "\(file) is damaged: it is no JSON")
        }
        do { manifest = try BackupManifest(json) } catch let error as BackupManifestError {
            throw CommandFailure(status: error.status, message: "\(file): \(error)")
        }
    }

    /// The ledger's copy.
    var ledger: String { "\(path)/\(BackupManifest.ledgerName)" }

    /// Whether every file is there in its size. Reads none of them.
    var isComplete: Bool {
        manifest.files.allSatisfy { PrivateFolder.size(ofFile: "\(path)/\($0.name)") == $0.bytes }
    }

    /// `gateways` for `gateways/home.json`.
    static func parents(of name: String) -> [String] {
        let parts = name.split(separator: "/").dropLast()
        return parts.indices.map { parts[...$0].joined(separator: "/") }
    }

    /// Writes a small file of a backup and waits until the disk has it.
    ///
    /// - Throws: `FileAccess.Failure`, or ``CommandFailure``.
    static func write(_ json: JSONValue, to path: String) throws {
        do { try PrivateFile(path: path).write(Data(json.text(.indented).utf8)) } catch let failure
            as PrivateFile.Failure
        {
            throw CommandFailure(status: .unavailable, message: "\(path) cannot be written: \(failure.reason)")
        }
    }
}

extension BackupManifestError {
    fileprivate var status: ExitStatus {
        switch self {
        case .foreign: .noInput
        case .newer: .unavailable
        case .invalid: .damaged
        }
    }
}
