// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import MissionSources

@Suite struct ZstdTests {
    private let text = [UInt8]((0..<50_000).map { "line \($0 % 97)\n" }.joined().utf8)

    private var frame: [UInt8] { [UInt8](StoreBuilder.compress(Data(text))) }

    @Test func `what was compressed comes out again`() throws {
        #expect(try Zstd.decompress(frame) == text)
    }

    @Test func `several frames in a row are one content`() throws {
        #expect(try Zstd.decompress(frame + frame) == text + text)
    }

    @Test func `an empty content is one`() throws {
        #expect(try Zstd.decompress([UInt8](StoreBuilder.compress(Data()))) == [])
    }

    @Test(arguments: [1, 4, 9, 100]) func `a frame cut off anywhere is truncated`(missing: Int) {
        #expect(throws: Zstd.Failure.truncated) { try Zstd.decompress(frame.dropLast(missing)) }
    }

    @Test func `nothing is no frame`() {
        #expect(throws: Zstd.Failure.truncated) { try Zstd.decompress([]) }
    }

    @Test func `what is no frame is damaged`() {
        #expect(throws: Zstd.Failure.self) { try Zstd.decompress([UInt8]("hello, world".utf8)) }
    }

    @Test func `a bomb is not let off`() {
        let bomb = [UInt8](StoreBuilder.compress(Data(count: 65 << 20)))
        #expect(bomb.count < 10_000)
        #expect(throws: Zstd.Failure.tooLarge) { try Zstd.decompress(bomb) }
    }

    @Test func `no damage makes it trap`() {
        var chance = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var damaged = frame
            for _ in 0..<4 { damaged[Int.random(in: damaged.indices, using: &chance)] = .random(in: 0...255) }
            _ = try? Zstd.decompress(damaged)
        }
    }
}

@Suite struct LineSplitterTests {
    @Test(arguments: [1, 2, 3, 7, 64, 1000]) func `pieces of any size give the same lines`(size: Int) {
        let text = [UInt8]("one\n\ntwo three\nfour\r\n{\"a\":1}\nlast".utf8)
        let splitter = LineSplitter()
        var lines: [String] = []
        var offsets: [Int64] = []
        func take(_ line: Span<UInt8>, _ info: LineReader.Line) {
            lines.append(line.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
            offsets.append(info.offset)
        }
        for start in stride(from: 0, to: text.count, by: size) {
            splitter.take(text[start..<min(text.count, start + size)], take)
        }
        splitter.finish(take)
        #expect(lines == ["one", "", "two three", "four\r", "{\"a\":1}", "last"])
        #expect(offsets == [0, 4, 5, 15, 21, 29])
    }
}
