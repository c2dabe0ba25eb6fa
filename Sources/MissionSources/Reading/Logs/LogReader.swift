// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A log file to read, from where.
struct LogWork: Sendable {
    var name: String
    var size: Int64
    var position: FilePosition?
    /// Whether the position was reached under another name.
    var isMoved = false
}

/// Hands out log files to readers, one at a time.
actor LogQueue {
    private var rest: ArraySlice<LogWork>

    init(_ work: [LogWork]) {
        rest = work[...]
    }

    func next() -> LogWork? {
        rest.popFirst()
    }
}

/// Reads log files one after the other and hands over batches that are worth a transaction.
struct LogReader {
    let source: SourceID
    let tree: FileTree
    let makeParser: @Sendable (LogFile) -> any LogParser
    private let lines = LineReader()
    var batch: SourceBatch
    var summary = SourceSummary()

    init(source: SourceID, tree: FileTree, makeParser: @escaping @Sendable (LogFile) -> any LogParser) {
        self.source = source
        self.tree = tree
        self.makeParser = makeParser
        batch = SourceBatch(source: source)
    }

    mutating func drain(
        _ queue: LogQueue, deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        while let work = await queue.next() {
            try await read(work, deliver)
            try await batch.handOver(to: deliver, counting: &summary, isLast: false)
        }
        try await batch.handOver(to: deliver, counting: &summary, isLast: true)
        return summary
    }

    private mutating func read(
        _ work: LogWork, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        if LogArchive.isOne(work.name) { return try await readArchive(work, deliver) }
        var (position, isMoved) = (work.position, work.isMoved)
        while true {
            try Task.checkCancellation()
            do {
                if try readStep(work.name, &position, isMoved: isMoved) { return }
                isMoved = false
            } catch {
                problem(work.name, (error as? FileAccess.Failure)?.reason ?? "\(error)")
                return
            }
            try await batch.handOver(to: deliver, counting: &summary, isLast: false)
        }
    }

    /// Reads one step of a file into the batch; true when its end was reached.
    private mutating func readStep(
        _ name: String, _ position: inout FilePosition?, isMoved: Bool
    ) throws -> Bool {
        try FileAccess.withFile(tree.absolute(name)) { descriptor, info in
            var parser = makeParser(LogFile(source: source, name: name, info))
            if parser.isDocument {
                try readDocument(&parser, descriptor, info)
                return true
            }
            var offset: Int64 = 0
            if let known = position, known.continues(in: descriptor, info, isMoved: isMoved),
                parser.resume(from: known.state)
            {
                offset = known.offset
            }
            lines.begin(descriptor, at: offset)
            let held = batch.events.count
            lend(to: &parser)
            var ending = lines.read(atMost: SourceBatch.step) { parser.parse($0, $1) }
            if let again = parser.rereading {
                giveBack(from: &parser, first: held)
                (parser, offset) = (again, 0)
                lend(to: &parser)
                lines.begin(descriptor, at: 0)
                ending = lines.read(atMost: SourceBatch.step) { parser.parse($0, $1) }
            }
            if case .failed(let code) = ending {
                giveBack(from: &parser, first: held)
                throw FileAccess.Failure(errno: code)
            }
            let state = parser.state
            var isDone = false
            if case .endOfFile = ending {
                isDone = true
                if lines.unfinished.isEmpty {
                    parser.finish()
                } else {
                    parser.parseUnfinished(lines.unfinished, at: lines.offset)
                }
            }
            // What the file was before reading counts: bytes that came meanwhile make it look changed, and are read next
            // time.
            let reached = FilePosition(info, descriptor: descriptor, offset: lines.offset, state: state)
            giveBack(from: &parser)
            collect(parser.output, reached, bytes: lines.offset - offset)
            position = reached
            return isDone
        }
    }

    /// Lets a parser write its calls behind those of the batch: copying them costs a reference count for each text.
    private mutating func lend(to parser: inout any LogParser) {
        swap(&parser.output.events, &batch.events)
    }

    /// Takes the batch's calls back.
    ///
    /// - Parameter first: How many of them to keep; nil for all.
    private mutating func giveBack(from parser: inout any LogParser, first count: Int? = nil) {
        swap(&parser.output.events, &batch.events)
        if let count { batch.events.removeLast(batch.events.count - count) }
    }

    private mutating func readDocument(_ parser: inout any LogParser, _ descriptor: Int32, _ info: FileStat) throws {
        let isTooLong = info.size > Int64(LineReader.longestLine)
        let bytes = isTooLong ? [] : FileAccess.bytes(descriptor, at: 0, count: Int(info.size))
        let whole = LineReader.Line(offset: 0, length: info.size, isTooLong: isTooLong)
        if isTooLong || JSONObjects.endsWhole(bytes.span) {
            parser.parse(bytes.span, whole)
        } else if !bytes.isEmpty {
            // It is being written, or a crash left it so.
            problem(parser.output.file.name, "ends in the middle of its document")
        }
        let reached = FilePosition(info, descriptor: descriptor, offset: Int64(bytes.count), state: "-")
        collect(parser.output, reached, bytes: Int64(bytes.count))
    }

    mutating func problem(_ name: String, _ reason: String) {
        summary.problems.append(SourceProblem(path: tree.absolute(name), reason: reason))
    }

    private mutating func collect(_ output: LogOutput, _ position: FilePosition, bytes: Int64) {
        batch.events += output.events
        batch.renamings += output.renamings
        batch.sessions += output.sessions
        batch.rejections += output.rejections
        batch.record(output.file.name, position, bytes: bytes)
    }
}
