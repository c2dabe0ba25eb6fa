// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Compressed archives: `<session>.jsonl.deleted.<time>.zst` and the like.
///
/// An archive is written once, so a changed one is read from its beginning: calls have their identity from content.
extension OpenClawReader {
    /// What is said about an archive that could not be read to its end, for a checkpoint; empty for a good one.
    struct ArchiveState {
        var problem: String

        init(problem: String = "") {
            self.problem = problem
        }

        init(_ position: FilePosition) {
            problem = ["-", Self.good].contains(position.state) ? "" : position.state
        }

        var text: String { problem.isEmpty ? Self.good : problem }

        /// What stands for a good one, with the version of the parser that read it.
        static let good = "v2"
    }

    mutating func readArchive(
        _ work: OpenClawWork, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        var archive = ArchiveText(parser: newParser(work.item))
        var state = ArchiveState()
        var offset: Int64 = 0
        var reached: FilePosition?
        do {
            while true {
                // Opened anew for each piece, so that nothing is held open while the ledger commits.
                let piece = try FileAccess.withFile(home.absolute(work.item.name)) { descriptor, info in
                    reached = FilePosition(info, descriptor: descriptor, offset: offset, state: state.text)
                    return FileAccess.bytes(descriptor, at: offset, count: ArchiveText.piece)
                }
                if piece.isEmpty { break }
                offset += Int64(piece.count)
                batch.bytes += Int64(piece.count)
                try await take(piece, of: &archive, deliver)
            }
            try archive.finish()
        } catch let failure as Zstd.Failure {
            // What could be decompressed counts; its last line may be cut off and is left alone.
            state.problem = failure.reason
            problem(work.item, failure)
        } catch let failure as FileAccess.Failure {
            problem(work.item, failure)
            return
        }
        collect(&archive.parser)
        guard var reached else { return }
        reached.state = state.text
        batch.record(work.item.name, OpenClawPosition(reached), bytes: 0)
    }

    /// Decompresses a piece, handing over whenever enough has come out of it: a small piece may hold a lot.
    mutating func take(
        _ piece: [UInt8], of archive: inout ArchiveText, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        var start = 0
        while try archive.take(piece, from: &start) {
            try Task.checkCancellation()
            collect(&archive.parser)
            try await handOver(deliver, isLast: false)
        }
        collect(&archive.parser)
    }
}

/// The transcript in an archive, while it comes out: compressed with zstandard, or as it is.
struct ArchiveText {
    /// So much of an archive is taken at once.
    static let piece = 1 << 20
    /// So much of its text is parsed before a look at the batch's size.
    private static let step = 8 << 20

    var parser: OpenClawTranscriptParser
    private let stream: ZstdStream?
    private let lines = LineSplitter()

    /// The text of an archive.
    init(parser: OpenClawTranscriptParser, isCompressed: Bool = true) {
        self.parser = parser
        stream = isCompressed ? ZstdStream() : nil
    }

    /// Takes from `piece`, from `start` on; true when there may be more to come out of it.
    mutating func take(_ piece: [UInt8], from start: inout Int) throws(Zstd.Failure) -> Bool {
        guard let stream else {
            feed(piece[start...])
            start = piece.count
            return false
        }
        var parsed = 0
        while parsed < Self.step {
            let (text, taken) = try stream.next(piece, from: start)
            start += taken
            parsed += text.count
            feed(text)
            if text.isEmpty, start == piece.count { return false }
        }
        return true
    }

    /// Says that the archive is over.
    mutating func finish() throws(Zstd.Failure) {
        if let stream, !stream.isAtEnd { throw .truncated }
        lines.finish { parser.parse($0, $1) }
    }

    private mutating func feed(_ text: ArraySlice<UInt8>) {
        lines.take(text) { parser.parse($0, $1) }
    }
}
