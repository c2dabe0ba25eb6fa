// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A log that was compressed with Zstandard, while it comes out. Memory stays bounded whatever comes out of it.
struct LogArchive {
    /// So much of a file is taken at once.
    static let piece = 1 << 20
    /// So much of its text is parsed before a look at the batch's size.
    private static let step = 8 << 20

    var parser: any LogParser
    private let stream = ZstdStream()
    private let lines: LineSplitter
    private var known: LogBeginning?

    /// Whether a file is one, by its name.
    static func isOne(_ name: String) -> Bool {
        name.hasSuffix(".zst")
    }

    /// The text of an archive.
    ///
    /// - Parameter position: How far the same text was read before it was compressed, with what the parser knew there.
    init(parser: any LogParser, after position: FilePosition?) {
        self.parser = parser
        if let position, position.offset > 0, self.parser.resume(from: position.state) {
            known = LogBeginning(position)
            lines = LineSplitter(offset: position.offset)
        } else {
            lines = LineSplitter()
        }
    }

    /// Whether it turned out to be another text than the one that was read before.
    var isOther: Bool { known?.isSame == false }

    /// Takes from `bytes`, from `start` on; true when there may be more to come out of them.
    mutating func take(_ bytes: [UInt8], from start: inout Int) throws(Zstd.Failure) -> Bool {
        var parsed = 0
        while parsed < Self.step, !isOther {
            let (text, taken) = try stream.next(bytes, from: start)
            start += taken
            parsed += text.count
            if !text.isEmpty { feed(text) }
            if text.isEmpty, start == bytes.count { return false }
        }
        return !isOther
    }

    /// Says that the archive is over.
    mutating func finish() throws(Zstd.Failure) {
        if !stream.isAtEnd { throw .truncated }
        if let known, known.isSame == nil {
            // It ends before what was read.
            self.known?.isSame = false
            return
        }
        lines.finish { parser.parse($0, $1) }
        parser.finish()
    }

    private mutating func feed(_ text: ArraySlice<UInt8>) {
        let rest = known?.take(text) ?? text
        if isOther || rest.isEmpty { return }
        lines.take(rest) { parser.parse($0, $1) }
    }
}

/// The part of a text that was read before: passed over, and compared by its fingerprints.
struct LogBeginning {
    private let position: FilePosition
    private var first: [UInt8] = []
    private var last: [UInt8] = []
    private var passed: Int64 = 0
    /// Whether it is the same text; nil before all of it has passed.
    var isSame: Bool?

    /// The beginning up to a position.
    init(_ position: FilePosition) {
        self.position = position
    }

    /// Takes the next piece; gives what stands behind the position.
    mutating func take(_ piece: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        if isSame != nil { return piece }
        let part = piece.prefix(Int(clamping: position.offset - passed))
        passed += Int64(part.count)
        first += part.prefix(max(0, position.prefixLength - first.count))
        last = Array((last + part.suffix(FilePosition.markerLength)).suffix(FilePosition.markerLength))
        if passed == position.offset { isSame = position.matches(first: first, last: last) }
        return piece.dropFirst(part.count)
    }
}
