// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// One pass over an agent's database.
struct StorePass {
    /// Below so many rows even sessions without new rows are counted, to notice a rewrite that nothing announces.
    private static let countable: Int64 = 500_000

    private(set) var work: OpenClawWork
    let store: AgentStore
    var position: StorePosition
    /// What has to be said about the database until it changes.
    var problems: [StorePosition.Problem] = []
    private let found: DatabaseFingerprint?
    private let countsQuiet: Bool

    init(_ work: OpenClawWork, path: String) throws(ForeignDatabase.Failure) {
        self.work = work
        // What the files were before reading counts: rows that come meanwhile make them look changed, and are read next time.
        found = DatabaseFingerprint(path: path)
        store = try AgentStore(path: path)
        // Outside a home's layout the folder need not be called after the agent.
        if !work.item.name.hasPrefix("agents/"), let agent = try store.agent() { self.work.item.agent = agent }
        var known = work.checkpoints[work.item.name]?.position(as: StorePosition.self) ?? StorePosition()
        if known.file != found?.file { known = StorePosition() }
        position = known
        position.file = found?.file ?? ""
        let prefix = Self.sessions(work.item)
        var rows: Int64 = 0
        for (item, checkpoint) in work.checkpoints where item.hasPrefix(prefix) {
            rows += checkpoint.position(as: SessionPosition.self)?.count ?? 0
        }
        countsQuiet = rows <= Self.countable
    }

    /// The position after a pass that reached its end.
    var finished: StorePosition {
        var finished = position
        finished.problems = problems
        finished.schema = store.shape.schema
        finished.fingerprint = found.map { $0.isSettled ? $0.text : "" } ?? ""
        return finished
    }

    private static func sessions(_ item: OpenClawHome.Item) -> String { "\(item.name)#session/" }

    /// The item that a session's checkpoint is kept under.
    func item(of session: String) -> String { Self.sessions(work.item) + session }

    /// The item that an archive's checkpoint is kept under.
    func item(of archive: AgentStore.Archive) -> String { "\(work.item.name)#archive/\(archive.name)" }

    /// From where a session is to be read: from its beginning when it is new or was rewritten; nil when nothing is new.
    func position(of session: String) throws(ForeignDatabase.Failure) -> SessionPosition? {
        let generation = try store.generation(of: session)
        var fresh = SessionPosition(sequence: .min, count: 0, hash: 0, generation: generation, state: "")
        guard let known = work.checkpoints[item(of: session)]?.position(as: SessionPosition.self) else {
            fresh.state = try beginning(of: session).text
            return fresh
        }
        guard let last = try store.lastEvent(of: session) else { return nil }
        let isQuiet = last.sequence == known.sequence
        let same = isQuiet ? last : try store.event(known.sequence, of: session)
        if known.generation == generation, let same, SessionPosition.hash(same.bytes) == known.hash {
            if isQuiet, !countsQuiet { return nil }
            if try store.count(of: session, upTo: known.sequence) == known.count { return isQuiet ? nil : known }
        }
        fresh.state = try beginning(of: session).text
        return fresh
    }

    /// What is known of a session before its first row. Its header, where it has one, says more.
    private func beginning(of session: String) throws(ForeignDatabase.Failure) -> OpenClawTranscriptParser.State {
        let start = try store.start(of: session).map(Timestamp.init(milliseconds:))
        let isPlausible = start.map(Timestamp.plausible.contains) ?? false
        return OpenClawTranscriptParser.State(sessionID: session, sessionStart: isPlausible ? start : nil)
    }

    /// Remembers what is wrong with an archive.
    mutating func note(_ archive: AgentStore.Archive, _ reason: String) {
        problems.append(.init(kind: .unreadable, reason: "archive \(archive.name) in \(archive.table): \(reason)"))
    }

    /// Whether a row that is no call is an assistant's message all the same.
    static func isAnswer(_ text: [UInt8]) -> Bool {
        let bytes = text.span
        var search = 0
        while let quote = JSONScanner.find(0x61, in: bytes, from: search) {
            if JSONScanner.starts(bytes, quote..<bytes.count, with: "assistant\"") { return true }
            search = quote + 1
        }
        return false
    }
}
