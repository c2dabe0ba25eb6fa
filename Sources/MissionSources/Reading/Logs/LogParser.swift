// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// A file that a parser is made for.
struct LogFile: Sendable {
    /// The source.
    var source: SourceID
    /// The path below the source's place.
    var name: String
    /// When it was last written to; the last resort for lines without a time.
    var modified: Timestamp

    /// The name without its folders.
    var baseName: Substring {
        // By bytes: looking for where characters end takes many times as long.
        name.utf8.lastIndex(of: 0x2f).map { name[name.utf8.index(after: $0)...] } ?? name[...]
    }
}

/// What was read out of a file.
struct LogOutput: Sendable {
    let file: LogFile
    var events: [UsageEvent] = []
    /// Calls of a format whose rule of identity changed.
    var renamings: [EventRenaming] = []
    var sessions: [SessionFacts] = []
    var rejections: [Rejection] = []

    init(_ file: LogFile) {
        self.file = file
    }

    mutating func reject(_ line: LineReader.Line, _ reason: RejectionReason) {
        rejections.append(
            Rejection(
                source: file.source, item: file.name, position: line.offset, length: line.length, reason: reason))
    }
}

/// Turns the lines of one log file into calls. Pure: it knows neither files nor clocks.
///
/// A new format says which lines it wants and what it takes from them; broken, glued, padded, overlong and unfinished lines
/// are dealt with here.
protocol LogParser {
    /// What it has read and nobody fetched yet.
    var output: LogOutput { get set }
    /// What it has learnt from the lines so far, to go on in the middle of the file; one line in its own notation.
    var state: String { get }
    /// Whether the file is one document, to be read anew as a whole whenever it changes.
    var isDocument: Bool { get }
    /// Who reads the file again from its beginning, when later lines told that the earlier ones mean something else.
    var rereading: (any LogParser)? { get }

    /// Goes on from a state; false for a notation that it does not know.
    mutating func resume(from state: String) -> Bool
    /// What it looks at of an entry; nil for all of it.
    static var selection: JSONSelection? { get }
    /// Whether a line may hold something; anything else is not decoded.
    func wants(_ line: Span<UInt8>) -> Bool
    /// Takes one object.
    mutating func take(_ entry: JSONValue, at line: LineReader.Line)
    /// Hears that the file is at its end for now: what waits for a further line may be taken as it is. What the parser
    /// knows stays as it was, because the file may grow.
    mutating func finish()
    /// Takes one whole line of content.
    mutating func parse(content: Span<UInt8>, at line: LineReader.Line)
}

extension LogParser {
    var isDocument: Bool { false }
    var rereading: (any LogParser)? { nil }
    static var selection: JSONSelection? { nil }

    mutating func finish() {}

    mutating func parse(content: Span<UInt8>, at line: LineReader.Line) {
        guard JSONObjects.looksWhole(content) else {
            output.reject(line, .notJSON)
            return
        }
        guard wants(content) else { return }
        if let entry = Self.selection?.decode(content) {
            take(entry, at: line)
            return
        }
        decode(content: content, at: line)
    }

    /// Takes one whole line of content as the general decoder reads it.
    mutating func decode(content: Span<UInt8>, at line: LineReader.Line) {
        guard let entries = JSONObjects.decode(content.withUnsafeBufferPointer { Data(buffer: $0) }) else {
            output.reject(line, .notJSON)
            return
        }
        for entry in entries { take(entry, at: line) }
    }

    /// Takes one line, without its newline.
    mutating func parse(_ line: Span<UInt8>, _ info: LineReader.Line) {
        if info.isTooLong {
            output.reject(info, .tooLong)
            return
        }
        let start = skipPadding(line, info)
        if start < line.count { parse(content: line.extracting(start..<line.count), at: info) }
    }

    /// Takes what stands behind the last newline: only a whole object counts, and nothing else is remarked upon, because
    /// the rest of the line may still be on its way.
    mutating func parseUnfinished(_ bytes: ArraySlice<UInt8>, at offset: Int64) {
        guard bytes.last == 0x7d else { return }
        let line = Array(bytes)
        let (before, rejections) = (state, output.rejections)
        parse(line.span, LineReader.Line(offset: offset, length: Int64(line.count), isTooLong: false))
        output.rejections = rejections
        // The offset stays in front of this line, so it will be read again.
        _ = resume(from: before)
    }

    /// A file written past its end after a truncation begins with zero bytes; a byte order mark is no content either.
    private mutating func skipPadding(_ line: Span<UInt8>, _ info: LineReader.Line) -> Int {
        var start = 0
        while start < line.count, line[start] == 0 { start += 1 }
        if start > 0 {
            let padding = LineReader.Line(offset: info.offset, length: Int64(start), isTooLong: false)
            output.reject(padding, .notJSON)
        }
        if start + 3 <= line.count, line[start] == 0xef, line[start + 1] == 0xbb, line[start + 2] == 0xbf { start += 3 }
        while start < line.count, JSONObjects.isSpace(line[start]) { start += 1 }
        return start
    }
}
