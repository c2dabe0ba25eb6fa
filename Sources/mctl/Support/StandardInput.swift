// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Lines of standard input as they come, read by a thread of their own.
enum StandardInput {
    enum Line: Equatable {
        /// Without its end.
        case whole([UInt8])
        /// One that was longer than allowed; it is read over and forgotten.
        case tooLong
    }

    /// The lines until the end of the input; the last one counts also where nothing ends it.
    ///
    /// - Parameter longest: The most bytes of a line.
    static func lines(longest: Int) -> AsyncStream<Line> {
        let (stream, continuation) = AsyncStream.makeStream(of: Line.self)
        Thread.detachNewThread {
            var splitter = InputSplitter(longest: longest)
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = read(STDIN_FILENO, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                for line in splitter.take(buffer[..<count]) { continuation.yield(line) }
            }
            if let last = splitter.rest { continuation.yield(last) }
            continuation.finish()
        }
        return stream
    }
}

/// Makes lines of what comes in pieces.
struct InputSplitter {
    private let longest: Int
    private var line: [UInt8] = []
    private var isTooLong = false

    init(longest: Int) {
        self.longest = longest
    }

    /// What follows the last line break, where something does.
    var rest: StandardInput.Line? { isTooLong ? .tooLong : line.isEmpty ? nil : .whole(line) }

    /// The lines that end in a piece.
    mutating func take(_ piece: ArraySlice<UInt8>) -> [StandardInput.Line] {
        var lines: [StandardInput.Line] = []
        var rest = piece
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            add(rest[..<end])
            lines.append(isTooLong ? .tooLong : .whole(line))
            (line, isTooLong) = ([], false)
            rest = rest[(end + 1)...]
        }
        add(rest)
        return lines
    }

    private mutating func add(_ part: ArraySlice<UInt8>) {
        guard !isTooLong, line.count + part.count <= longest else {
            (line, isTooLong) = ([], true)
            return
        }
        line += part
    }
}
