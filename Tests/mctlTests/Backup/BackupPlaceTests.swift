// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionSources
import Testing

@testable import mctl

/// Folders of backups; `verify-backup` makes, damages and restores real ones.
struct BackupPlaceTests {
    private let folder: Folder
    private let place: BackupPlace

    init() throws {
        folder = try Folder()
        place = BackupPlace(folder.path + "/backups/")
        try PrivateFolder.prepare(place.path)
    }

    /// A backup of a ledger that is a few bytes.
    private func make(_ ledger: String = "01", second: Int64) throws -> BackupFolder {
        let partial = try place.begin(ledger: ledger)
        for name in ["ledger.sqlite", "budgets.json"] {
            try Data("content".utf8).write(to: URL(filePath: "\(partial.path)/\(name)"))
        }
        let files = try ["ledger.sqlite", "budgets.json"].map { name in
            let found = try FileFingerprint(of: "\(partial.path)/\(name)")
            return BackupManifest.File(name: name, bytes: found.bytes, sha256: found.sha256, isSecret: false)
        }
        let manifest = BackupManifest(
            program: "0.1.0", madeAt: Timestamp(seconds: second), origin: "/data/ledger.sqlite",
            ledger: ["id": .string(ledger), "generation": 1, "events": 2, "totals": [:]], files: files)
        try BackupFolder.write(manifest.json, to: "\(partial.path)/\(BackupManifest.fileName)")
        return try BackupFolder(place.finish(partial, at: manifest.madeAt))
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
    }

    @Test func `a backup has the name of its moment, and two of one moment have two names`() throws {
        let made = try (0..<2).map { _ in try make(second: 1_795_267_800) }
        #expect(try names() == ["mission-control-20261121T133000Z", "mission-control-20261121T133000Z-2"])
        #expect(place.backups().map(\.path) == made.map(\.path) && made.allSatisfy(\.isComplete))
        #expect(made[0].manifest.files.map(\.sha256).allSatisfy { $0.count == 64 })
    }

    @Test func `what was not finished does not count, and goes once nobody works at it`() throws {
        var partial: PartialBackup? = try place.begin(ledger: "01")
        let path = try #require(partial?.path)
        try Data("half".utf8).write(to: URL(filePath: path + "/ledger.sqlite"))
        #expect(place.backups().isEmpty)
        place.removeLeftovers(ofLedger: "01")
        #expect(FileManager.default.fileExists(atPath: path))
        partial = nil
        place.removeLeftovers(ofLedger: "02")
        #expect(FileManager.default.fileExists(atPath: path))
        place.removeLeftovers(ofLedger: "01")
        #expect(try names() == [])
    }

    @Test func `a removal that was stopped halfway is finished by the next backup`() throws {
        let backup = try make(second: 1)
        let hidden = place.path + "/.mission-control-removed-01-x"
        try FileManager.default.moveItem(atPath: backup.path, toPath: hidden)
        try FileManager.default.removeItem(atPath: hidden + "/budgets.json")
        place.removeLeftovers(ofLedger: "02")
        #expect(try names() == [".mission-control-removed-01-x"])
        place.removeLeftovers(ofLedger: "01")
        #expect(try names() == [])
    }

    @Test func `removing leaves what no manifest names, where it can be seen`() throws {
        let backup = try make(second: 1)
        try Data("mine".utf8).write(to: URL(filePath: backup.path + "/note.txt"))
        #expect(!place.remove(backup))
        #expect(try FileManager.default.contentsOfDirectory(atPath: backup.path) == ["note.txt"])
        #expect(place.backups().isEmpty)
        #expect(place.remove(try make(second: 2)))
    }

    @Test func `one of which something is missing is not whole`() throws {
        let backup = try make(second: 1)
        try Data("conten".utf8).write(to: URL(filePath: backup.path + "/ledger.sqlite"))
        #expect(!backup.isComplete)
    }

    @Test func `everything of a data folder is copied but the ledger, halves of files, and backups`() throws {
        for name in [
            "budgets.json", "gateways/home.json", "prices/2026.json", "ledger.sqlite", "ledger.sqlite-wal",
            "ledger.lock",
            "alerts.json.12.34", "last-backup.json", ".hidden", "replaced-20261121T133000Z/budgets.json",
            "backups/note.txt", "new/later.json",
        ] { try folder.write("data/" + name, "x") }
        let inner = BackupPlace(folder.path + "/data/backups")
        let files = DataFolderFiles(folder: folder.path + "/data", backups: inner.path)
        let names = ["budgets.json", "gateways/home.json", "new/later.json", "prices/2026.json"]
        #expect(try files.names() == names)
        #expect(names.map(DataFolderFiles.isSecret) == [false, true, true, false])
        // Another place within the data folder is recognised by what is in it.
        _ = try make(second: 1)
        try FileManager.default.moveItem(atPath: place.path, toPath: folder.path + "/data/older")
        #expect(try files.names() == names)
    }
}
