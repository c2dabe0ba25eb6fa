// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSQLite

/// The organisations of a data folder. Each has a data folder of its own within it, with a ledger, tokens, budgets, prices and
/// bills as any other: nothing of it lies where another could find it.
struct OrganisationFolders {
    /// Within the data folder.
    static let folderName = "organisations"

    private let path: String

    init(_ directory: DataDirectory) { path = "\(directory.path)/\(Self.folderName)" }

    /// Whether a text can name an organisation, and so a folder.
    static func isName(_ text: String) -> Bool { AccessToken.isName(text) && !text.hasPrefix(".") }

    /// Their names, in order.
    ///
    /// - Throws: ``CommandFailure`` where the folder is there and cannot be read.
    func names() throws -> [String] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw CommandFailure(status: .configuration, message: "\(path) cannot be read")
        }
        return names.filter { Self.isName($0) && isFolder("\(path)/\($0)") }.sorted()
    }

    /// The data folder of an organisation, whether it exists or not.
    func directory(of name: String) -> DataDirectory { DataDirectory(named: "\(path)/\(name)") }

    /// The data folder of an organisation that is there.
    ///
    /// - Throws: ``CommandFailure`` where there is none of that name.
    func existing(_ name: String) throws -> DataDirectory {
        guard try names().contains(name) else {
            throw CommandFailure(
                status: .noInput, message: "there is no organisation “\(name.displayable)”; mctl organisation list")
        }
        return directory(of: name)
    }

    /// Makes an organisation: a folder with an empty ledger.
    ///
    /// - Throws: ``CommandFailure`` where there is one of that name.
    func add(_ name: String) throws {
        guard try !names().contains(name) else {
            throw CommandFailure(status: .usage, message: "there is an organisation “\(name)” already")
        }
        try SQLiteLedger(path: directory(of: name).ledger, mode: .readWrite).close()
    }

    /// Puts an organisation aside, where nobody is served from it.
    ///
    /// - Returns: Where it is now.
    /// - Throws: ``MissionCore/LedgerError`` while somebody writes its ledger.
    func putAside(_ name: String, now: Timestamp) throws -> String {
        let directory = try existing(name)
        let lock = try LedgerLock(besideLedger: directory.ledger, now: now)
        let aside = "\(path)/.removed-\(now.seconds)-\(name)"
        do { try FileManager.default.moveItem(atPath: directory.path, toPath: aside) } catch {
            throw CommandFailure(status: .cannotCreate, message: "\(directory.path) cannot be moved to \(aside)")
        }
        withExtendedLifetime(lock) {}
        return aside
    }

    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
