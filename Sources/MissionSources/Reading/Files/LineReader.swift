// Mission Control
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Reads a file line by line with `read(2)` into one buffer that it keeps.
///
/// Reading beats mapping: no page faults, and no SIGBUS when another process truncates the file meanwhile.
final class LineReader {
    /// A line may be this long; a longer one is passed over.
    static let longestLine = 64 << 20
    /// So many bytes are asked for at once: what a processor keeps near while the lines in them are looked at.
    static let chunk = 1 << 18

    private var buffer = [UInt8](repeating: 0, count: LineReader.chunk)
    private var descriptor: Int32 = -1
    private var start = 0
    private var end = 0
    /// Where in the file the first byte not handed out lies.
    private(set) var offset: Int64 = 0
    /// Bytes of an overlong line that were thrown away already.
    private var discarded: Int64 = 0

    /// Where the line that `line` got begins, its length, and whether it was too long to keep.
    struct Line {
        var offset: Int64
        var length: Int64
        var isTooLong: Bool
    }

    /// What ended a call of ``read(atMost:_:)``.
    enum Ending {
        case limitReached
        case endOfFile
        case failed(errno: Int32)
    }

    /// Goes on reading an open file at an offset; the caller keeps the descriptor open.
    func begin(_ descriptor: Int32, at offset: Int64) {
        self.descriptor = descriptor
        self.offset = offset
        (start, end, discarded) = (0, 0, 0)
    }

    /// Hands out complete lines, without their newline, until about `limit` bytes are done or the file ends.
    func read(atMost limit: Int64, _ line: (Span<UInt8>, Line) -> Void) -> Ending {
        let stop = offset + limit
        while true {
            handOut(line)
            if offset >= stop { return .limitReached }
            let count = fill()
            if count == 0 { return .endOfFile }
            if count < 0 { return .failed(errno: errno) }
        }
    }

    /// The bytes behind the last newline, once the file has ended.
    var unfinished: ArraySlice<UInt8> {
        buffer[start..<end]
    }

    private func handOut(_ line: (Span<UInt8>, Line) -> Void) {
        // A second reference, so that the span outlives no access to the property; it is gone before the buffer changes.
        let storage = buffer
        let bytes = storage.span
        let filled = bytes.extracting(0..<end)
        while let newline = JSONScanner.find(0x0a, in: filled, from: start) {
            let length = Int64(newline - start) + discarded
            let info = Line(offset: offset, length: length, isTooLong: discarded > 0)
            line(bytes.extracting(discarded > 0 ? start..<start : start..<newline), info)
            offset += length + 1
            discarded = 0
            start = newline + 1
        }
    }

    /// Makes room, then reads. Returns what `read(2)` does.
    private func fill() -> Int {
        if start > 0 {
            let rest = start..<end
            buffer.withUnsafeMutableBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                memmove(base, base + rest.lowerBound, rest.count)
            }
            end -= start
            start = 0
        }
        if end == buffer.count { grow() }
        let room = end..<buffer.count
        let descriptor = descriptor
        let count = buffer.withUnsafeMutableBytes { bytes in
            pread(
                descriptor, bytes.baseAddress.map { $0 + room.lowerBound }, room.count,
                off_t(offset + discarded) + off_t(end))
        }
        if count > 0 { end += count }
        return count
    }

    private func grow() {
        if buffer.count < Self.longestLine {
            buffer.append(contentsOf: repeatElement(0, count: buffer.count))
        } else {
            discarded += Int64(end)
            end = 0
        }
    }
}
