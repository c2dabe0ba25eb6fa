// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Testing

struct BackupManifestTests {
    private static let manifest = BackupManifest(
        program: "0.1.0", madeAt: Timestamp(seconds: 1_795_267_800), origin: "/data/ledger.sqlite",
        ledger: ["id": "00ff", "generation": 7, "events": 3, "totals": ["calls": 3]],
        files: [
            .init(name: "ledger.sqlite", bytes: 4096, sha256: String(repeating: "a", count: 64), isSecret: false),
            .init(name: "gateways/home.json", bytes: 12, sha256: String(repeating: "b", count: 64), isSecret: true),
        ])

    private func changed(_ key: String, _ value: JSONValue) -> JSONValue {
        .object(Self.manifest.json.members.map { $0.key == key ? JSONMember(key: key, value: value) : $0 })
    }

    @Test func `what is written is read again, also when somebody has sorted its keys`() throws {
        let text = Self.manifest.json.text(.indented)
        let parsed = try #require(JSONValue(parsing: Data(text.utf8)))
        let read = try BackupManifest(parsed)
        #expect(read.files == Self.manifest.files && read.madeAt == Self.manifest.madeAt)
        #expect(read.ledger.agrees(with: Self.manifest.ledger) && Self.manifest.ledger.agrees(with: read.ledger))
        #expect(read.bytes == 4108 && read.secrets == ["gateways/home.json"])
    }

    @Test func `another program's manifest is none of ours`() {
        #expect(throws: BackupManifestError.foreign) { try BackupManifest(["name": "app", "version": 1]) }
        #expect(throws: BackupManifestError.foreign) { try BackupManifest([]) }
    }

    @Test func `a newer version's manifest is refused as such`() {
        #expect(throws: BackupManifestError.newer) { try BackupManifest(changed("version", 2)) }
    }

    @Test(arguments: ["program_version", "made_at", "origin", "ledger", "files"])
    func `a key that is missing is named`(key: String) {
        #expect(throws: BackupManifestError.invalid(key: key)) { try BackupManifest(changed(key, .null)) }
    }

    @Test(arguments: [
        "../ledger.sqlite", "/etc/passwd", "gateways/../../x", "", "a//b", "./a", ".hidden", "a/.b", "a\nb", "a\0b",
        "a/b/c/d/e", "manifest.json",
    ])
    func `a name that leads out of the folder, or is one of the program's own, is refused`(name: String) {
        let file: JSONValue = ["name": .string(name), "bytes": 1, "sha256": .string(String(repeating: "c", count: 64))]
        let ledger = Self.manifest.json["files"]?.elements.last ?? .null
        #expect(throws: BackupManifestError.invalid(key: "files")) {
            try BackupManifest(changed("files", [ledger, file]))
        }
    }

    @Test func `a backup without a ledger is none`() {
        let other = Self.manifest.json["files"]?.elements.first ?? .null
        #expect(other["name"] == "gateways/home.json")
        #expect(throws: BackupManifestError.invalid(key: "files")) { try BackupManifest(changed("files", [other])) }
    }

    @Test func `a later version may say more, and less is not the same`() {
        let known: JSONValue = ["a": 1, "inner": ["b": "x"]]
        #expect((["inner": ["c": 2, "b": "x"], "a": 1, "new": 3] as JSONValue).agrees(with: known))
        #expect(!(["inner": ["c": 2], "a": 1] as JSONValue).agrees(with: known))
        #expect(!(["inner": ["b": "y"], "a": 1] as JSONValue).agrees(with: known))
        #expect(!([] as JSONValue).agrees(with: known))
    }
}
