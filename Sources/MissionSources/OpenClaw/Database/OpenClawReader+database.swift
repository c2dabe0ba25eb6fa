// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Agents' databases: each row of a transcript goes through the same parser as a line of a file, so that the same call has the
/// same identity wherever it is read.
extension OpenClawReader {
    /// So often a database that its owner has locked is tried again on one pass.
    private static let attempts = 3
    private static let pause = Duration.milliseconds(50)

    mutating func readDatabase(
        _ work: OpenClawWork, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        for attempt in 1... {
            do {
                var pass = try StorePass(work, path: home.absolute(work.item.name))
                try await read(&pass, deliver)
                return
            } catch ForeignDatabase.Failure.busy where attempt < Self.attempts {
                try await Task.sleep(for: Self.pause)
            } catch let failure as ForeignDatabase.Failure {
                // A database that went away a moment ago is none that cannot be read.
                guard FileStat(path: home.absolute(work.item.name)) != nil else { return }
                note(.init(kind: .unreadable, reason: failure.reason), work.item)
                return
            }
        }
    }

    private mutating func note(_ problem: StorePosition.Problem, _ item: OpenClawHome.Item) {
        let path = home.absolute(item.name)
        summary.problems.append(SourceProblem(path: path, kind: problem.kind, reason: problem.reason))
    }

    private mutating func read(
        _ pass: inout StorePass, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        summary.stores.append(OpenClawHome.store(pass.work.item, schema: pass.store.shape.schema))
        if let obstacle = pass.store.shape.obstacle {
            // No checkpoint: it is looked at and said again until it can be read.
            note(.init(kind: .unknownSchema, reason: obstacle), pass.work.item)
            return
        }
        if !pass.store.shape.isBeforeSessions {
            try readFacts(&pass)
            try await readSessions(&pass, deliver)
            try await readArchives(&pass, deliver)
            if let gap = pass.store.shape.gap { pass.problems.append(.init(kind: .unknownSchema, reason: gap)) }
        }
        if let problem = pass.position.yield.problem(hasFiles: pass.work.hasFiles) { pass.problems.append(problem) }
        for problem in pass.problems { note(problem, pass.work.item) }
        let reached = pass.finished
        // A database that may have changed unnoticed is looked at again; nothing new is nothing to commit.
        let known = pass.work.checkpoints[pass.work.item.name]?.position(as: StorePosition.self)
        if reached != known { batch.record(pass.work.item.name, reached, bytes: 0) }
    }

    // MARK: Sessions

    private mutating func readFacts(_ pass: inout StorePass) throws {
        let subagents = registry()
        var key = ""
        while true {
            let page = try pass.store.windows(after: pass.position.windowsUpTo, key)
            take(page, pass.work.item, subagents)
            (pass.position.windowsUpTo, key) = (page.upTo, page.last)
            if page.isLast { break }
        }
        key = ""
        // Entries come behind windows: they say more.
        while true {
            let page = try pass.store.entries(after: pass.position.entriesUpTo, key)
            take(page, pass.work.item, subagents)
            if page.claimsTokens { pass.position.yield.claimsTokens = true }
            (pass.position.entriesUpTo, key) = (page.upTo, page.last)
            if page.isLast { break }
        }
    }

    private mutating func take(
        _ page: AgentStore.FactsPage, _ item: OpenClawHome.Item, _ subagents: [String: OpenClawSubagent]
    ) {
        for member in page.store {
            batch.sessions += OpenClawSessionStore.facts(
                key: member.key, entry: member.value, agent: item.agent,
                subagent: subagents[member.key.lowercased()])
            batch.links += OpenClawSessionStore.links(key: member.key, entry: member.value, agent: item.agent)
        }
    }

    // MARK: Transcripts

    private mutating func readSessions(
        _ pass: inout StorePass, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        var last: String?
        while let session = try pass.store.session(after: last) {
            last = session
            guard var position = try pass.position(of: session) else { continue }
            var parser = newParser(session, state: position.state, pass)
            while true {
                let events = try pass.store.events(of: session, after: position.sequence)
                guard let newest = events.last else { break }
                let bytes = parse(events, &parser, &pass)
                position.sequence = newest.sequence
                position.count += Int64(events.count)
                position.hash = SessionPosition.hash(newest.bytes)
                position.state = parser.state.text
                collect(&parser)
                batch.record(pass.item(of: session), position, bytes: bytes)
                if let range = parser.takeReread() { try readAgain(session, range, parser.state, &pass) }
                try Task.checkCancellation()
                try await handOver(deliver, isLast: false)
            }
        }
    }

    private func newParser(_ session: String, state: String, _ pass: StorePass) -> OpenClawTranscriptParser {
        let state = OpenClawTranscriptParser.State(state) ?? OpenClawTranscriptParser.State(sessionID: session)
        return newParser(pass.item(of: session), state, pass)
    }

    func newParser(
        _ item: String, _ state: OpenClawTranscriptParser.State, _ pass: StorePass
    ) -> OpenClawTranscriptParser {
        var parser = OpenClawTranscriptParser(
            source: source, item: item, agent: pass.work.item.agent, state: state, names: names)
        parser.heartbeats = heartbeats
        parser.place = .database
        return parser
    }

    /// Parses rows; gives their bytes.
    mutating func parse(
        _ events: [AgentStore.Event], _ parser: inout OpenClawTranscriptParser, _ pass: inout StorePass
    ) -> Int64 {
        var bytes: Int64 = 0
        for event in events {
            bytes += Int64(event.bytes.count)
            let known = parser.events.count + parser.rejections.count
            var info = LineReader.Line(offset: event.sequence, length: Int64(event.bytes.count), isTooLong: false)
            do {
                let text = event.isCompressed ? try Zstd.decompress(event.bytes) : event.bytes
                if event.isMissing {
                    reject(info, .unreadable, parser.item)
                    continue
                }
                info.isTooLong = text.count > LineReader.longestLine
                parser.parse(text.span, info)
                pass.position.yield.calls += Int64(parser.events.count + parser.rejections.count - known)
                if pass.position.yield.calls == 0, !pass.position.yield.hasAnswers {
                    pass.position.yield.hasAnswers = StorePass.isAnswer(text)
                }
            } catch {
                reject(info, error == .tooLarge ? .tooLong : .unreadable, parser.item)
            }
        }
        return bytes
    }

    private mutating func reject(_ info: LineReader.Line, _ reason: RejectionReason, _ item: String) {
        batch.rejections.append(
            Rejection(source: source, item: item, position: info.offset, length: info.length, reason: reason))
    }

    // MARK: Archives

    private mutating func readArchives(
        _ pass: inout StorePass, _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        for archive in try pass.store.archives() {
            let item = pass.item(of: archive)
            // With the version of the parser that read it.
            let mark = "v2:\(archive.size) "
            let state: String
            if let known = pass.work.checkpoints[item]?.position, known.hasPrefix(mark) {
                state = known
            } else {
                state = "\(mark)\(try await read(archive, item, &pass, deliver))"
                batch.record(item, text: state, bytes: archive.size)
            }
            let reason = state.split(separator: " ", maxSplits: 1).last ?? "-"
            if reason != "-" { pass.note(archive, String(reason)) }
        }
    }

    /// Reads one archive; gives what is wrong with it, `-` for nothing.
    private mutating func read(
        _ archive: AgentStore.Archive, _ item: String, _ pass: inout StorePass,
        _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws -> String {
        if archive.size > AgentStore.largestArchive { return "it is larger than 256 MiB" }
        guard let content = try pass.store.content(of: archive) else { return "-" }
        var parser = newParser(item, .init(sessionID: archive.session), pass)
        parser.place = .archive
        // What the bytes say is sure; what the `encoding` column says need not be.
        var text = ArchiveText(parser: parser, isCompressed: content.starts(with: Zstd.magic))
        let known = batch.events.count
        defer { if batch.events.count != known { pass.position.yield.calls += 1 } }
        do {
            try await take(content, of: &text, deliver)
            try text.finish()
        } catch let failure as Zstd.Failure {
            collect(&text.parser)
            return failure.reason
        }
        collect(&text.parser)
        return "-"
    }
}
