// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The lines of a log file, compressed or not, for questions that are asked beside reading it.
struct LogText {
    private static let step: Int64 = 1 << 20

    private let path: String

    /// Nil when there is no file.
    init?(_ path: String) {
        guard FileStat(path: path)?.isRegular == true else { return nil }
        self.path = path
    }

    /// Hands out lines until one answers false. What cannot be read ends it: whoever reads the file says so.
    func forEach(_ line: (Span<UInt8>, LineReader.Line) -> Bool) {
        var goesOn = true
        func take(_ text: Span<UInt8>, _ info: LineReader.Line) {
            if goesOn { goesOn = line(text, info) }
        }
        try? FileAccess.withFile(path) { descriptor, _ in
            if LogArchive.isOne(path) {
                try unfold(descriptor, take) { goesOn }
            } else {
                read(descriptor, take) { goesOn }
            }
        }
    }

    private func read(
        _ descriptor: Int32, _ take: (Span<UInt8>, LineReader.Line) -> Void, while goesOn: () -> Bool
    ) {
        let lines = LineReader()
        lines.begin(descriptor, at: 0)
        while goesOn(), case .limitReached = lines.read(atMost: Self.step, take) {}
    }

    private func unfold(
        _ descriptor: Int32, _ take: (Span<UInt8>, LineReader.Line) -> Void, while goesOn: () -> Bool
    ) throws {
        let stream = ZstdStream()
        let lines = LineSplitter()
        var offset: Int64 = 0
        while goesOn() {
            let piece = FileAccess.bytes(descriptor, at: offset, count: LogArchive.piece)
            if piece.isEmpty { break }
            offset += Int64(piece.count)
            var start = 0
            while goesOn() {
                let (text, taken) = try stream.next(piece, from: start)
                start += taken
                lines.take(text, take)
                if text.isEmpty, start == piece.count { break }
            }
        }
        if goesOn() { lines.finish(take) }
    }
}
