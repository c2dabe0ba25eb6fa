// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Cuts pieces of a stream into lines, for what is not read from a file itself: archives that are being decompressed.
///
/// ``LineReader`` does the same for files, in place.
final class LineSplitter {
    /// What came behind the last newline.
    private var carried: [UInt8] = []
    /// Bytes of an overlong line that were thrown away.
    private var discarded: Int64 = 0
    /// Where the first byte not handed out lies.
    private(set) var offset: Int64

    /// One for a stream.
    ///
    /// - Parameter offset: Where in it the first byte lies that will come.
    init(offset: Int64 = 0) {
        self.offset = offset
    }

    /// Takes a piece and hands out the lines that it completes, without their newlines.
    func take(_ piece: ArraySlice<UInt8>, _ line: (Span<UInt8>, LineReader.Line) -> Void) {
        var start = piece.startIndex
        while let newline = piece[start...].firstIndex(of: 0x0a) {
            carried += piece[start..<newline]
            handOut(line)
            offset += 1
            start = newline + 1
        }
        carried += piece[start...]
        if carried.count > LineReader.longestLine {
            discarded += Int64(carried.count)
            carried.removeAll()
        }
    }

    /// Hands out what stands behind the last newline: the stream is over and nothing will complete it.
    func finish(_ line: (Span<UInt8>, LineReader.Line) -> Void) {
        if !carried.isEmpty || discarded > 0 { handOut(line) }
    }

    private func handOut(_ line: (Span<UInt8>, LineReader.Line) -> Void) {
        // A second reference, so that the span outlives no access to the property; it is gone before the bytes change.
        let storage = carried
        let bytes = storage.span
        let length = Int64(storage.count) + discarded
        let isTooLong = discarded > 0
        line(
            isTooLong ? bytes.extracting(0..<0) : bytes,
            LineReader.Line(offset: offset, length: length, isTooLong: isTooLong))
        offset += length
        discarded = 0
        carried.removeAll()
    }
}
