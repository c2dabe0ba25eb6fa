// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Compressed logs: `rollout-….jsonl.zst`.
///
/// An archive is written once, so a changed one is read from its beginning, and only what stood in the log behind the
/// place up to which it was read before it was compressed is parsed.
extension LogReader {
    mutating func readArchive(
        _ work: LogWork, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        do {
            if let position = work.position, try await unfold(work.name, after: position, deliver) { return }
            _ = try await unfold(work.name, after: nil, deliver)
        } catch let failure as FileAccess.Failure {
            problem(work.name, failure.reason)
        }
    }

    /// Reads an archive; false when it is not what was read up to a position.
    private mutating func unfold(
        _ name: String, after position: FilePosition?, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws -> Bool {
        var archive: LogArchive?
        var offset: Int64 = 0
        var reached: FilePosition?
        var trouble = ""
        do {
            while true {
                // Opened anew for each piece, so that nothing is held open while the ledger commits.
                let (piece, file) = try FileAccess.withFile(tree.absolute(name)) { descriptor, info in
                    reached = FilePosition(info, descriptor: descriptor, offset: offset, state: "-")
                    let bytes = FileAccess.bytes(descriptor, at: offset, count: LogArchive.piece)
                    return (bytes, LogFile(source: source, name: name, info))
                }
                if archive == nil { archive = LogArchive(parser: makeParser(file), after: position) }
                if piece.isEmpty { break }
                offset += Int64(piece.count)
                batch.bytes += Int64(piece.count)
                try await take(piece, of: &archive, deliver)
                if archive?.isOther == true { return false }
            }
            if offset == 0 { throw Zstd.Failure.truncated }
            try archive?.finish()
            if archive?.isOther == true { return false }
        } catch let failure as Zstd.Failure {
            // What could be decompressed counts; its last line may be cut off and is left alone.
            trouble = failure.reason
            problem(name, trouble)
        }
        collect(&archive)
        guard var reached else { return true }
        if !trouble.isEmpty { reached.state = trouble }
        batch.record(name, reached, bytes: 0)
        return true
    }

    /// Decompresses a piece, handing over whenever enough has come out of it: a small piece may hold a lot.
    private mutating func take(
        _ piece: [UInt8], of archive: inout LogArchive?, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        var start = 0
        while try archive?.take(piece, from: &start) == true {
            try Task.checkCancellation()
            collect(&archive)
            try await batch.handOver(to: deliver, counting: &summary, isLast: false)
        }
        collect(&archive)
    }

    private mutating func collect(_ archive: inout LogArchive?) {
        guard let output = archive?.parser.output else { return }
        batch.events += output.events
        batch.renamings += output.renamings
        batch.sessions += output.sessions
        batch.rejections += output.rejections
        archive?.parser.output = LogOutput(output.file)
    }
}

extension LogFile {
    init(source: SourceID, name: String, _ info: FileStat) {
        self.init(source: source, name: name, modified: Timestamp(milliseconds: info.modified / 1_000_000))
    }
}
