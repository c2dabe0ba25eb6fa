// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionTesting
internal import Testing

@testable internal import MissionCore

/// Compiled zones as `/etc/localtime` holds them.
@Suite struct `Zone files` {
    /// A file of version 2 (or 1) with one block of wide numbers: changes, types (seconds east) and a rule behind them.
    private func file(_ changes: [(at: Int64, type: UInt8)], _ types: [Int32], rule: String = "", version: UInt8 = 0x32)
        -> [UInt8]
    {
        func bytes(_ number: Int64, _ width: Int) -> [UInt8] {
            (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> (Int64($0) * 8)) }
        }
        func head(_ times: Int, _ types: Int) -> [UInt8] {
            Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15)
                + [0, 0, 0, Int64(times), Int64(types), 4].flatMap { bytes($0, 4) }
        }
        func block(_ width: Int) -> [UInt8] {
            head(changes.count, types.count) + changes.flatMap { bytes($0.at, width) } + changes.map(\.type)
                + types.flatMap { bytes(Int64($0), 4) + [0, 0] } + [0x41, 0x42, 0x43, 0]
        }
        if version == 0 { return block(4) }
        return head(0, 1) + bytes(0, 4) + [0, 0] + [0x41, 0x42, 0x43, 0] + block(8) + Array("\n\(rule)\n".utf8)
    }

    private let changes: [(at: Int64, type: UInt8)] = [(1_000_000_000, 1), (1_100_000_000, 0), (1_200_000_000, 2)]

    @Test(arguments: [UInt8(0), 0x32])
    func `an offset holds from one change to the next`(version: UInt8) throws {
        let zone = try #require(ZoneFile(file(changes, [3600, 7200, 10_800], version: version)))
        let moments: [Int64] = [
            0, 999_999_999, 1_000_000_000, 1_099_999_999, 1_100_000_000, 1_200_000_000, 1_768_478_400,
        ]
        #expect(moments.map(zone.offset) == [3600, 3600, 7200, 7200, 3600, 10_800, 10_800])
        #expect(zone.transition(after: 0) == 1_000_000_000)
        #expect(zone.transition(after: 1_000_000_000) == 1_100_000_000)
        #expect(zone.transition(after: 1_200_000_000) == nil)
    }

    @Test func `behind the last change its rule holds`() throws {
        let bytes = file([(1_000_000_000, 0)], [3600], rule: "CET-1CEST,M3.5.0,M10.5.0/3")
        let zone = try #require(Zone(file: bytes, name: "/etc/localtime"))
        #expect(zone.name == "/etc/localtime")
        let berlin = try #require(Zone(named: "Europe/Berlin"))
        for number in Int64(20_400)..<20_900 {
            #expect(zone.start(of: CivilDay(number: number)) == berlin.start(of: CivilDay(number: number)))
        }
    }

    @Test func `damaged files are none, and none traps`() throws {
        let whole = file(changes, [3600, 7200, 10_800], rule: "CET-1")
        #expect(ZoneFile([]) == nil)
        #expect(ZoneFile(Array("not a zone, but long enough to hold a head of forty-four bytes".utf8)) == nil)
        for length in whole.indices.dropLast(8) { #expect(ZoneFile(Array(whole[..<length])) == nil, "\(length)") }
        var random = SeededGenerator(seed: 3)
        for _ in 0..<5_000 {
            var bytes = whole
            for _ in 0..<3 {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let zone = ZoneFile(bytes) else { continue }
            _ = zone.offset(at: 1_768_478_400)
            _ = zone.transition(after: 1_768_478_400)
        }
    }
}
