// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// One batch on its way into a ledger: reads what it can touch, and applies the rules to it.
struct BatchWork: Sendable {
    let batch: SourceBatch
    let neighbourhood: Neighbourhood
    let now: Timestamp
    var image = LedgerImage()
    var result = AppendResult()
    /// Calls that the batch names, by any identity.
    var named: Set<EventID> = []
    /// Conversations of which something may change.
    var touched: Set<BackendName> = []
    /// Conversations that lose a link by the batch: for whom their calls count is decided anew, although nothing may name them now.
    var unlinked: Set<BackendName> = []

    init(_ batch: SourceBatch, _ neighbourhood: Neighbourhood, now: Timestamp) {
        self.batch = batch
        self.neighbourhood = neighbourhood
        self.now = now
    }

    /// Reads and applies.
    ///
    /// - Throws: ``ClickHouseFailure``.
    mutating func run() async throws {
        try await readNamed()
        var isChanged = image.rename(batch.renamings)
        var coveredBefore = covered
        var isLearnt = takeFacts()
        let known = Set(image.calls.keys)
        for event in batch.events where image.take(event, &result) { isChanged = true }
        let new = Set(batch.events.map(\.id)).subtracting(known)
        try await weighTurns()
        try await complete()
        coveredBefore.formUnion(covered)
        image.ownAgain()
        if image.owners != image.readCalls.compactMapValues(\.owner) { isLearnt = true }
        image.coverAgain(before: coveredBefore, new: new, &result)
        if try await takeBeside() { isLearnt = true }
        let changes = result.covered + result.uncovered + result.rejected + result.requests
        if isLearnt || isChanged || changes > 0 { count() }
    }

    private var covered: Set<EventID> {
        Set(image.calls.values.filter(\.isCovered).map(\.event.id))
    }

    /// Reads what the batch names: calls, their conversations, and whatever these are linked with.
    private mutating func readNamed() async throws {
        let answers = batch.events.compactMap { $0.answer.map { AnswerTellings.id($0.hash) } }
        try image.read(try await neighbourhood.documents([LedgerCounters.id] + answers))
        named = Set(batch.events.map(\.id) + batch.renamings.flatMap { [$0.old, $0.new] })
        for tellings in image.answers.values { named.formUnion(tellings.tellings.keys) }
        image.read(try await neighbourhood.calls(named))
        let sessions =
            batch.events.map(\.session) + batch.sessions.map(\.session) + image.calls.values.map(\.event.session)
        touched = Set(sessions.map(BackendName.init))
        for link in batch.links where link.isMeaningful {
            touched.formUnion([BackendName(link.session), link.backend])
        }
        try await learn(touched)
    }

    /// Reads everything beside calls about conversations, and about those that they are linked with.
    private mutating func learn(_ names: Set<BackendName>) async throws {
        var next = names.subtracting(image.known)
        while !next.isEmpty {
            try image.read(try await neighbourhood.documents([.session, .link, .evidence], about: next))
            image.becomeKnown(next)
            next = image.linked(with: next).subtracting(image.known)
        }
    }

    /// Takes in what was told of conversations and of what belongs together; says whether anything is new.
    private mutating func takeFacts() -> Bool {
        var isLearnt = false
        for facts in batch.sessions {
            let before = image.sessions[facts.session]
            image.take(facts)
            let after = image.sessions[facts.session]
            if before?.isKnown != true || before?.facts != after?.facts { isLearnt = true }
        }
        for link in batch.links where link.isMeaningful && image.links.insert(link).inserted { isLearnt = true }
        return isLearnt
    }

    /// Reads the calls of conversations about whose calls something is to be decided.
    private mutating func complete() async throws {
        touched.formUnion(image.calls.values.map { BackendName($0.event.session) })
        touched.formUnion(image.readCalls.values.map { BackendName($0.event.session) })
        try await learn(touched)
        var next = touched
        var together = touched
        while !next.isEmpty {
            next = image.linked(with: next).subtracting(together)
            together.formUnion(next)
        }
        let wanted = together.intersection(image.undecided.union(unlinked)).subtracting(image.complete)
        image.read(try await neighbourhood.calls(of: wanted))
        image.becomeComplete(wanted)
    }

    /// Counts what the source brought, and that something changed.
    private mutating func count() {
        image.counters.generation += 1
        let id = SourceState.documentID(batch.source)
        guard let document = image.documents[id], var state = try? SourceState(document) else { return }
        state.lastCommit = now
        state.events = (state.events ?? 0) + Int64(result.inserted - result.insertedSynthetic)
        state.repeats += Int64(result.updated + result.unchanged)
        state.newestEvent = ([state.newestEvent].compactMap(\.self) + batch.events.map(\.at)).max()
        image.documents[id] = state.document
    }
}

extension LedgerImage {
    /// The other ends of links of conversations.
    func linked(with names: Set<BackendName>) -> Set<BackendName> {
        var found: Set<BackendName> = []
        for link in links.union(evidence.values.map(\.link)) {
            let ends = [BackendName(link.session), link.backend]
            if ends.contains(where: names.contains) { found.formUnion(ends) }
        }
        return found
    }

    /// Conversations about whose calls something may be to be decided: those that are linked, those with rows that finer
    /// sources can make superfluous, and those that are called something else than when they were read.
    var undecided: Set<BackendName> {
        var names: Set<BackendName> = []
        for link in links.union(evidence.values.map(\.link)) {
            names.formUnion([BackendName(link.session), link.backend])
        }
        for (session, record) in sessions {
            let before = readSessions[session]?.facts ?? SessionFacts(session: session)
            if record.hasSums || before.ofCalls != record.facts.ofCalls { names.insert(BackendName(session)) }
        }
        return names
    }
}
