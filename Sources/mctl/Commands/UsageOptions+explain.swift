// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// One conversation: every row that tells of it, where each was seen, and why it does or does not count.
extension UsageOptions {
    /// Whether nothing is asked but a limit.
    func isPlain(_ global: GlobalOptions) throws -> Bool {
        let request = try request(zone: try global.zone(), now: Present.now)
        return request == ReportRequest(zone: request.zone, limit: request.limit) && !csv && !md
    }

    /// Shows a conversation.
    ///
    /// - Throws: That the ledger knows no such conversation, with the nearest names, or what it throws itself.
    func explain(_ name: String, _ global: GlobalOptions) async throws {
        let reader: any LedgerReader = try await global.ledgerReader()
        let found = try await reader.explain(session: name, limit: limit ?? .max)
        if found.isEmpty {
            let near = try await UnmatchedFilters.notes([.session: [name]], from: reader).map { "\n\($0)" }.joined()
            throw CommandFailure(status: .noInput, message: Self.unknown(name) + near)
        }
        let document = found.document(of: name, zone: try global.zone())
        Console.output(document.rendered(as: global.json ? .json : .table, style: Console.tableStyle))
    }

    /// What to say about a conversation that has no rows.
    private static func unknown(_ session: String) -> String {
        "the ledger has no calls of a session with the key or id “\(session)”; `mctl sessions` lists those it has"
    }
}
