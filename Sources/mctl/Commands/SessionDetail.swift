// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// One conversation: every row that tells of it, where each was seen, and why it does or does not count.
struct SessionDetail {
    private let explanation: SessionExplanation
    private let name: String
    private let zone: Zone

    /// Asks a ledger.
    ///
    /// - Throws: That it knows no such conversation, with the nearest names, or what it throws itself.
    static func load(_ name: String, from reader: any LedgerReader, _ request: ReportRequest) async throws
        -> SessionDetail
    {
        let found = try await reader.explain(session: name, limit: request.limit ?? .max)
        if found.isEmpty {
            let near = try await UnmatchedFilters.notes([.session: [name]], from: reader).map { "\n\($0)" }.joined()
            throw CommandFailure(status: .noInput, message: unknown(name) + near)
        }
        return SessionDetail(explanation: found, name: name, zone: request.zone)
    }

    /// For programs.
    var json: String {
        explanation.json(of: name).text(.indented)
    }

    /// For people.
    func text(_ style: TableStyle) -> String {
        ExplanationTable(explanation, of: name, zone: zone).text(style)
    }

    /// What to say about a conversation that has no rows.
    static func unknown(_ session: String) -> String {
        "the ledger has no calls of a session with the key or id “\(session)”; `mctl sessions` lists those it has"
    }
}
