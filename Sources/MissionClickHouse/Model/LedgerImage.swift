// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The part of a ledger that a commit can touch, in memory: as it was read, and as the commit leaves it.
///
/// What counts is a pure function of what was told, and closed over conversations that belong together. So the rules need
/// no database: they run over this part, and what differs afterwards is written.
struct LedgerImage: Sendable {
    /// Calls as they are now.
    var calls: [EventID: StoredCall] = [:]
    /// Conversations as they are now.
    var sessions: [SessionID: SessionRecord] = [:]
    var answers: [Int64: AnswerTellings] = [:]
    var links: Set<BackendLink> = []
    /// What turns' figures show, by turn.
    var evidence: [EventID: TurnLink] = [:]
    var counters = LedgerCounters()
    /// Other documents as they are now, each by its own kind of value.
    var documents: [Document.ID: Document] = [:]

    /// What was read.
    private(set) var readCalls: [EventID: StoredCall] = [:]
    private(set) var readSessions: [SessionID: SessionRecord] = [:]
    private var readDocuments: [Document.ID: Document] = [:]
    /// Conversations of which everything beside the calls was read.
    private(set) var known: Set<BackendName> = []
    /// Conversations of which all calls were read.
    private(set) var complete: Set<BackendName> = []

    /// Takes in calls that were read; those that are there already stay as they are now.
    mutating func read(_ calls: [StoredCall]) {
        for call in calls where readCalls[call.event.id] == nil {
            readCalls[call.event.id] = call
            self.calls[call.event.id] = call
        }
    }

    /// Takes in documents that were read.
    mutating func read(_ documents: [Document]) throws {
        for document in documents where readDocuments[document.id] == nil {
            readDocuments[document.id] = document
            switch document.id.kind {
            case .session:
                let record = try SessionRecord(document)
                sessions[record.facts.session] = record
                readSessions[record.facts.session] = record
            case .link: links.insert(try document.value())
            case .evidence:
                let link = try TurnLink(document)
                evidence[link.turn] = link
            case .answer:
                let tellings = try AnswerTellings(document)
                answers[tellings.hash] = tellings
            case .state: counters = LedgerCounters(document)
            default: self.documents[document.id] = document
            }
        }
    }

    mutating func becomeKnown(_ names: Set<BackendName>) { known.formUnion(names) }

    mutating func becomeComplete(_ names: Set<BackendName>) { complete.formUnion(names) }

    /// What is known of a conversation.
    func facts(_ session: SessionID) -> SessionFacts {
        sessions[session]?.facts ?? SessionFacts(session: session)
    }

    /// The call as it counts.
    func record(_ call: StoredCall) -> RecordedEvent {
        RecordedEvent(event: call.event.counted(for: call.owner), session: facts(call.counted))
    }

    /// The call as it counted when it was read.
    func formerRecord(_ call: StoredCall) -> RecordedEvent {
        RecordedEvent(event: call.event.counted(for: call.owner), session: formerFacts(call.counted))
    }

    private func formerFacts(_ session: SessionID) -> SessionFacts {
        readSessions[session]?.facts ?? SessionFacts(session: session)
    }
}

extension LedgerImage {
    /// A call that changed.
    struct Change: Sendable {
        var old: EventRow?
        var new: EventRow?
    }

    /// The calls whose rows changed, in the order of their identities.
    var changes: [Change] {
        Set(calls.keys).union(readCalls.keys).sorted().compactMap { id in
            let old = readCalls[id].map { EventRow(call: $0, session: formerFacts($0.counted).ofCalls) }
            let new = calls[id].map { EventRow(call: $0, session: facts($0.counted).ofCalls) }
            return old == new ? nil : Change(old: old, new: new)
        }
    }

    /// Documents that changed or are new, and those that are gone.
    var changedDocuments: (kept: [Document], gone: [Document]) {
        var all = documents
        func put(_ document: Document) { all[document.id] = document }
        for record in sessions.values where !record.isEmpty { put(record.document) }
        for link in links { put(link.document) }
        for link in evidence.values { put(link.document) }
        for tellings in answers.values { put(tellings.document) }
        // Who never read the counters has not counted.
        if readDocuments[LedgerCounters.id] != nil || counters != LedgerCounters() { put(counters.document) }
        let kept = all.values.filter { readDocuments[$0.id] != $0 }
        let gone = readDocuments.values.filter { all[$0.id] == nil }
        func isBefore(_ left: Document, _ right: Document) -> Bool {
            (left.id.kind.rawValue, left.id.key) < (right.id.kind.rawValue, right.id.key)
        }
        return (kept.sorted(by: isBefore), gone.sorted(by: isBefore))
    }

    /// The sums that a question finds among changed calls: what went and what came.
    func moves(_ changes: [Change], for query: UsageQuery) -> (
        gone: [[String?]: UsageSums], come: [[String?]: UsageSums]
    ) {
        func sums(_ rows: [RecordedEvent]) -> [[String?]: UsageSums] {
            var sums: [[String?]: UsageSums] = [:]
            for record in rows where record.matches(query) {
                let keys = query.groupBy.map { record.key($0, in: query.zone) }
                sums[keys, default: UsageSums()] += UsageSums(record.event)
            }
            return sums
        }
        let old = changes.compactMap(\.old).filter { !$0.call.isCovered }.map { formerRecord($0.call) }
        let new = changes.compactMap(\.new).filter { !$0.call.isCovered }.map { record($0.call) }
        return (sums(old), sums(new))
    }
}
