// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Synchronization
import Testing

@testable import mctl

/// The zone of this computer: `TZ`, else `/etc/localtime`.
@Suite struct SystemZoneTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    /// The zone of an environment, and what was warned about. The system's own files are the folder's.
    private func zone(_ variables: [String: String]) -> (zone: Zone, warnings: [String]) {
        let warnings = Mutex([String]())
        let places = SystemZone.Places(
            localTime: "\(folder.path)/localtime", localName: "\(folder.path)/timezone",
            database: "\(folder.path)/zoneinfo")
        let zone = SystemZone(places: places) { text in warnings.withLock { $0.append(text) } }.zone(variables)
        return (zone, warnings.withLock { $0 })
    }

    private static let january = Timestamp(seconds: 1_768_478_400)

    /// A compiled zone of one offset, five and three quarters of an hour east.
    private static let compiled: [UInt8] =
        Array("TZif".utf8) + Array(repeating: 0, count: 16) + [0, 0, 0, 0].flatMap { [0, 0, 0, UInt8($0)] }
        + [0, 0, 0, 1, 0, 0, 0, 4] + [0, 0, 0x50, 0xdc, 0, 0] + Array("XYZ\0".utf8)

    @Test(arguments: [
        ("America/New_York", "America/New_York", -18_000), (":America/New_York", "America/New_York", -18_000),
        (":CET", "CET", 3600), ("EST5EDT", "EST5EDT", -18_000), ("UTC+5", "UTC-05:00", -18_000),
        ("<+03>-3", "UTC+03:00", 10_800), ("CET-1CEST,M3.5.0,M10.5.0/3", "CET-1CEST,M3.5.0,M10.5.0/3", 3600),
        ("", "UTC", 0), (":", "UTC", 0), ("UTC", "UTC", 0),
    ])
    func `TZ is read as the system reads it`(value: String, name: String, seconds: Int64) {
        let (zone, warnings) = zone(["TZ": value])
        #expect(zone.name == name)
        #expect(zone.offset(at: Self.january) == seconds)
        #expect(warnings.isEmpty)
    }

    @Test(arguments: ["Mars/Olympus", "nonsense", "CST", "+05:30", ":/no/such/file", "../etc/passwd"])
    func `a TZ that nobody understands is UTC, and never in silence`(value: String) {
        let (zone, warnings) = zone(["TZ": value])
        #expect(zone == .utc)
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains("TZ=\(value)") == true)
        #expect(warnings.first?.contains("UTC") == true)
    }

    @Test func `TZ may name a file, by its path or below the system's zones`() throws {
        try folder.write("zoneinfo/Mine/Here", String(decoding: Self.compiled, as: UTF8.self))
        try Data(Self.compiled).write(to: URL(filePath: "\(folder.path)/zoneinfo/Mine/Here"))
        for value in [":\(folder.path)/zoneinfo/Mine/Here", "Mine/Here"] {
            let (zone, warnings) = zone(["TZ": value])
            #expect(zone.offset(at: Self.january) == 20_700)
            #expect(warnings.isEmpty)
        }
        let (zone, _) = zone(["TZ": ":/usr/share/zoneinfo/Asia/Tokyo"])
        #expect(zone.name == "Asia/Tokyo" || !FileManager.default.fileExists(atPath: "/usr/share/zoneinfo/Asia/Tokyo"))
    }

    @Test func `without TZ it is the local time's, by its link's name or by what it holds`() throws {
        #expect(zone([:]).zone == .utc)
        let local = "\(folder.path)/localtime"
        try FileManager.default.createSymbolicLink(
            atPath: local, withDestinationPath: "\(folder.path)/zoneinfo/Europe/Berlin")
        try folder.write("zoneinfo/Europe/Berlin", "whatever it holds")
        #expect(zone([:]).zone.name == "Europe/Berlin")
        try FileManager.default.removeItem(atPath: local)
        try Data(Self.compiled).write(to: URL(filePath: local))
        #expect(zone([:]).zone.name == local)
        #expect(zone([:]).zone.offset(at: Self.january) == 20_700)
        // Debian says its name beside it.
        try folder.write("timezone", "Mine/Here\n")
        try folder.write("zoneinfo/Mine/Here", "")
        try Data(Self.compiled).write(to: URL(filePath: "\(folder.path)/zoneinfo/Mine/Here"))
        #expect(zone([:]).zone.name == "Mine/Here")
        try Data("no zone".utf8).write(to: URL(filePath: local))
        let (none, warnings) = zone([:])
        #expect(none == .utc)
        #expect(warnings.count == 1)
    }
}
