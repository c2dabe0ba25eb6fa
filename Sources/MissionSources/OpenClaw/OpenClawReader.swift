// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads files of a home one after the other and hands over batches that are worth a transaction.
struct OpenClawReader {
    let source: SourceID
    let home: OpenClawHome
    let lines = LineReader()
    let names = NameCache()
    let stores: OpenClawStoreNames
    /// How messages begin that wake an agent up.
    var heartbeats = OpenClawHeartbeatPrompts.standard
    var batch: SourceBatch
    var summary = SourceSummary()

    init(source: SourceID, home: OpenClawHome, stores: OpenClawStoreNames) {
        self.source = source
        self.stores = stores
        self.home = home
        batch = SourceBatch(source: source)
    }

    mutating func drain(
        _ queue: WorkQueue, deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        while let work = await queue.next() {
            try Task.checkCancellation()
            switch work.item.kind {
            case .transcript: try await readTranscript(work, deliver)
            case .compressedTranscript: try await readArchive(work, deliver)
            case .agentDatabase: try await readDatabase(work, deliver)
            case .stateDatabase: readState(work)
            case .cronRuns: readRunLog(work)
            case .sessionStore, .cronJobs, .subagents: readWhole(work)
            }
            try await handOver(deliver, isLast: false)
        }
        try await handOver(deliver, isLast: true)
        return summary
    }

    mutating func handOver(
        _ deliver: @Sendable (SourceBatch) async throws -> Void, isLast: Bool
    ) async throws {
        try await batch.handOver(to: deliver, counting: &summary, isLast: isLast)
    }

    mutating func problem(_ item: OpenClawHome.Item, _ error: any Error) {
        let reason = (error as? FileAccess.Failure)?.reason ?? (error as? Zstd.Failure)?.reason ?? "\(error)"
        summary.problems.append(SourceProblem(path: home.absolute(item.name), reason: reason))
    }

    // MARK: Transcripts

    private mutating func readTranscript(
        _ work: OpenClawWork, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        var position = work.position
        while true {
            do {
                let isDone = try readStep(work.item, &position)
                if isDone { return }
            } catch {
                problem(work.item, error)
                return
            }
            try Task.checkCancellation()
            try await handOver(deliver, isLast: false)
        }
    }

    /// Reads one step of a transcript into the batch; true when its end was reached.
    private mutating func readStep(_ item: OpenClawHome.Item, _ position: inout OpenClawPosition?) throws -> Bool {
        try FileAccess.withFile(home.absolute(item.name)) { descriptor, info in
            var parser = newParser(item)
            var offset: Int64 = 0
            if let known = position, let state = known.state, known.file.continues(in: descriptor, info) {
                offset = known.file.offset
                parser.state = state
            }
            lines.begin(descriptor, at: offset)
            let ending = lines.read(atMost: SourceBatch.step) { parser.parse($0, $1) }
            if case .failed(let code) = ending { throw FileAccess.Failure(errno: code) }
            var isDone = false
            let state = parser.state
            if case .endOfFile = ending {
                isDone = true
                parser.parseUnfinished(lines.unfinished, at: lines.offset)
            }
            // What the file was before reading counts: bytes that came meanwhile make it look changed, and are read next time.
            let file = FilePosition(info, descriptor: descriptor, offset: lines.offset, state: state.text)
            let reached = OpenClawPosition(file, state: state)
            collect(&parser)
            batch.record(item.name, reached, bytes: lines.offset - offset)
            if let range = parser.takeReread() { readAgain(item, range, descriptor, state) }
            position = reached
            return isDone
        }
    }

    func newParser(_ item: OpenClawHome.Item) -> OpenClawTranscriptParser {
        let file = item.name.split(separator: "/").last.map(String.init) ?? item.name
        let name = OpenClawTranscriptName(file)
        let state = OpenClawTranscriptParser.State(sessionID: name.sessionID)
        let folder = OpenClawAgentFolder.folder(of: home.absolute(item.name))
        let isElsewhere = !item.name.hasPrefix("agents/")
        let agent = stores.agent(of: name.sessionID, in: folder, isElsewhere: isElsewhere) ?? item.agent
        var parser = OpenClawTranscriptParser(
            source: source, item: item.name, agent: agent, state: state, names: names)
        parser.heartbeats = heartbeats
        parser.place = name.isArchive ? .archive : .transcript
        return parser
    }

    mutating func collect(_ parser: inout OpenClawTranscriptParser) {
        let parsed = parser.drain()
        batch.events += parsed.events
        batch.rejections += parsed.rejections
        if let facts = parsed.facts { batch.sessions.append(facts) }
        batch.links += parsed.links
    }

    // MARK: Whole files

    private mutating func readWhole(_ work: OpenClawWork) {
        do {
            try FileAccess.withFile(home.absolute(work.item.name)) { descriptor, info in
                let bytes = FileAccess.bytes(
                    descriptor, at: 0, count: Int(min(info.size, Int64(LineReader.longestLine))))
                if !take(Data(bytes), of: work.item) { reject(work.item, length: info.size) }
                let reached = FilePosition(info, descriptor: descriptor, offset: Int64(bytes.count), state: "-")
                batch.record(work.item.name, OpenClawPosition(reached), bytes: Int64(bytes.count))
            }
        } catch {
            problem(work.item, error)
        }
    }

    /// Takes what a file says; false when it is not JSON.
    private mutating func take(_ data: Data, of item: OpenClawHome.Item) -> Bool {
        switch item.kind {
        case .transcript, .compressedTranscript, .agentDatabase, .stateDatabase, .cronRuns: return true
        case .sessionStore:
            guard let store = OpenClawSessionStore.read(data, agent: item.agent, registry: registry())
            else { return false }
            batch.sessions += store.facts
            batch.links += store.links
        case .cronJobs:
            guard let jobs = OpenClawCronStore.jobs(from: data) else { return false }
            batch.cronJobs += jobs
        case .subagents: return takeSubagents(data)
        }
        return true
    }

    private mutating func reject(_ item: OpenClawHome.Item, length: Int64) {
        batch.rejections.append(
            Rejection(source: source, item: item.name, position: 0, length: length, reason: .notJSON))
    }
}
