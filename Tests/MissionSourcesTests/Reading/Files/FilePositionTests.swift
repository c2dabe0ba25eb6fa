// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import MissionSources

@Suite struct FilePositionTests {
    private func position(_ path: String, offset: Int64, state: String = "s1\t-1\t-") throws -> FilePosition {
        try FileAccess.withFile(path) { FilePosition($1, descriptor: $0, offset: offset, state: state) }
    }

    @Test func `its text reads back as the same position`() throws {
        let home = try TemporaryHome()
        try home.write("a", String(repeating: "x", count: 3000))
        let position = try position(home.file("a"), offset: 2000, state: "an id with spaces\t7\tcjob")
        #expect(FilePosition(position.text) == position)
    }

    @Test(arguments: ["", "1 2 3", "2 1 1 1 1 1 1 a b s", "1 1 1 1 1 -5 1 a b s", "1 1 1 1 1 1 99999 a b s", "x y z"])
    func `text of another notation is no position`(text: String) {
        #expect(FilePosition(text) == nil)
    }

    @Test func `a file that grew goes on, one whose past changed does not`() throws {
        let home = try TemporaryHome()
        try home.write("a", String(repeating: "x", count: 100))
        let before = try position(home.file("a"), offset: 100)
        try home.append("a", "yyy")
        #expect(try FileAccess.withFile(home.file("a")) { before.continues(in: $0, $1) })
        try home.write("a", String(repeating: "x", count: 99) + "z" + "yyyy")
        #expect(try FileAccess.withFile(home.file("a")) { !before.continues(in: $0, $1) })
        try home.write("a", "xx")
        #expect(try FileAccess.withFile(home.file("a")) { !before.continues(in: $0, $1) })
    }

    @Test func `the notation of an earlier version is understood`() throws {
        let home = try TemporaryHome()
        try home.write("a", "xyz")
        var position = try position(home.file("a"), offset: 3)
        position.changed = nil
        #expect(position.text.hasPrefix("1 "))
        #expect(FilePosition(position.text) == position)
        #expect(try FileAccess.withFile(home.file("a")) { position.isCurrent($1) })
    }

    @Test func `other content of equal length and time is noticed, and nothing of it is taken for known`() throws {
        let home = try TemporaryHome()
        let filler = String(repeating: "x", count: 3000)
        try home.write("a", filler + "1" + filler)
        let before = try position(home.file("a"), offset: 6001)
        try home.overwrite("a", filler + "2" + filler)
        try FileTime.set(home.file("a"), to: before.modified)
        #expect(FileStat(path: home.file("a"))?.modified == before.modified)
        try FileAccess.withFile(home.file("a")) {
            #expect(!before.isCurrent($1))
            #expect(!before.continues(in: $0, $1))
        }
    }

    @Test func `a copy that kept its time goes on`() throws {
        let home = try TemporaryHome()
        try home.write("a", "xyz")
        let before = try position(home.file("a"), offset: 3)
        try FileManager.default.copyItem(atPath: home.file("a"), toPath: home.file("b"))
        var times = try FileAccess.withFile(home.file("b")) { $1 }
        times.modified = before.modified
        #expect(!before.isCurrent(times))
        #expect(try FileAccess.withFile(home.file("b")) { descriptor, _ in before.continues(in: descriptor, times) })
    }

    @Test func `a device is not opened as a file`() {
        #expect(throws: FileAccess.Failure.self) { try FileAccess.withFile("/dev/zero") { _, _ in } }
    }
}
