// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Conversations of a page's days and calls, most expensive first, a hundred at a time.
struct SessionsModel: Sendable {
    /// How many stand on one page.
    static let pageSize = 100
    /// How many there are on all pages together, and among how many is searched. Whoever looks for others narrows the days.
    static let most = 1000

    /// Those on this page.
    let list: SessionList
    /// How many come before them.
    let offset: Int
    /// Whether another page follows.
    let hasMore: Bool
    /// What was searched for; nil where nothing was.
    let search: String?
    /// Whether there are more than can be shown or searched.
    let isCut: Bool

    /// Asks a ledger.
    ///
    /// - Parameter number: The page, from 1 on.
    static func load(_ state: PageState, number: Int, from reader: any LedgerReader) async throws -> SessionsModel {
        let search = state.parameters["q"]
        let (offset, end) = ((number - 1) * pageSize, number * pageSize)
        // One more than are shown tells whether others follow.
        let limit = search == nil ? min(end, most) + 1 : most + 1
        let found = try await reader.sessions(matching: state.query, limit: limit)
        var sessions = Array(found.prefix(most))
        if let search { sessions = try await Self.matching(search, sessions, state, reader) }
        return SessionsModel(
            list: SessionList(
                Array(sessions.dropFirst(offset).prefix(pageSize)), range: state.reportRange),
            offset: offset, hasMore: sessions.count > end, search: search, isCut: found.count > most)
    }

    /// Those whose name, key, id or agent has the text in it. One that is named in full is found also where it cost too little to
    /// be among the others.
    private static func matching(
        _ text: String, _ sessions: [SessionSummary], _ state: PageState, _ reader: any LedgerReader
    ) async throws -> [SessionSummary] {
        let wanted = text.lowercased()
        var matching = sessions.filter { $0.session.mentions(wanted) }
        var named = state.query
        if named.filters[.session] == nil {
            named.filters[.session] = [text]
            let known = Set(matching.map(\.session.session))
            matching += try await reader.sessions(matching: named, limit: pageSize).filter { summary in
                !known.contains(summary.session.session)
            }
        }
        return matching
    }
}

extension SessionFacts {
    /// Whether a text in lower case is a part of one of its names.
    fileprivate func mentions(_ text: String) -> Bool {
        [label, displayKey, session.id, agentName].contains { name in
            name?.lowercased().contains(text) ?? false
        }
    }
}
