// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Everything that the page of one conversation shows. A key may have had several, one after the other; they are one here.
struct SessionModel: Sendable {
    /// Calls that are drawn, and calls of a conversation that is explained row by row: both are read one by one.
    static let mostCalls: Int64 = 1000
    /// Calls of a page of the table.
    static let pageSize = 100
    /// Bars, which a screen can still tell apart.
    private static let mostBars = 240
    /// Conversations of one key that are looked at.
    static let mostConversations = 100

    /// The key or id that was asked for.
    let name: String
    /// What is known of the newest one, and everybody's sums.
    let session: SessionSummary
    /// Those that the name stands for, the newest first.
    let conversations: [SessionSummary]
    /// Whether there are more of them.
    let hasMoreConversations: Bool
    /// The newest calls, first to last.
    let bars: CallBars
    /// A page of the calls, newest first.
    let calls: [RecordedEvent]
    /// Where the next page begins; nil on the last one.
    let next: EventCursor?
    /// The conversation and those that it started.
    let tree: SessionTree
    let isWholeTree: Bool
    /// Why each row counts or does not; nil where there are too many rows to look at.
    let explanation: SessionExplanation?
    /// What its scheduled job is called; nil for its id.
    let jobName: String?

    var ids: Set<SessionID> { Set(conversations.map(\.session.session)) }

    /// Asks a ledger.
    ///
    /// - Returns: nil where no conversation of that key or id has a call.
    static func load(_ name: String, after: EventCursor?, from reader: any LedgerReader) async throws -> SessionModel? {
        let query = UsageQuery(filters: [.session: [name]])
        let found = try await reader.sessions(matching: query, limit: mostConversations + 1)
        guard var session = SessionSummary.merging(found) else { return nil }
        // Also of those that are too many to be looked at.
        if found.count > mostConversations { session.sums = try await reader.total(query) }
        let conversations = found.sorted { ($1.lastCall, $1.session.session.id) < ($0.lastCall, $0.session.session.id) }

        let newest = try await reader.events(matching: query, after: nil, limit: Int(mostCalls))
        let calls =
            if let after { try await reader.events(matching: query, after: after, limit: pageSize + 1) } else {
                Array(newest.prefix(pageSize + 1))
            }
        let last = calls.prefix(pageSize).last.map { EventCursor(at: $0.event.at, id: $0.event.id) }
        let (tree, isWhole) = try await SessionTree.part(
            around: conversations.prefix(mostConversations).map(\.session), from: reader)
        let job = session.session.cronJob
        let jobs = job == nil ? [] : try await reader.cronJobs().filter { $0.id == job }
        return SessionModel(
            name: name, session: session, conversations: Array(conversations.prefix(mostConversations)),
            hasMoreConversations: found.count > mostConversations,
            bars: CallBars(CallPoint.points(newest), most: mostBars), calls: Array(calls.prefix(pageSize)),
            next: calls.count > pageSize ? last : nil, tree: tree,
            isWholeTree: isWhole && found.count <= mostConversations,
            explanation: session.sums.calls > mostCalls
                ? nil : try await reader.explain(session: name, limit: pageSize),
            jobName: jobs.first { $0.agent == session.session.session.agent }?.name ?? jobs.first?.name)
    }
}
