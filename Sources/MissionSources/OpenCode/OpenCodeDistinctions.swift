// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Tells apart calls that were begun alike in one millisecond, such as those of helpers that run side by side, and copies
/// that forks made.
///
/// The call whose message has the first id keeps the identity that all messages have; each other one is told apart by its
/// own id. All rows of the database that were begun alike are looked at, also those that are not over, so that it is the
/// same call that comes first on every pass.
struct OpenCodeDistinctions {
    /// Times asked for at once.
    private static let chunk = 400

    private var distinctions: [String: String] = [:]

    init(
        of messages: [OpenCodeMessage], in table: OpenCodeTable, _ database: ForeignDatabase
    ) throws(ForeignDatabase.Failure) {
        let times = Set(messages.compactMap { $0.created?.milliseconds })
        let shared = try table.shared(times, database)
        for start in stride(from: 0, to: shared.count, by: Self.chunk) {
            let some = shared[start..<min(start + Self.chunk, shared.count)]
            tell(try table.rows(database, begunAt: some).compactMap(\.message))
        }
    }

    /// What tells a message apart; nil for almost all.
    subscript(_ message: OpenCodeMessage) -> String? {
        message.context.id.flatMap { distinctions[$0] }
    }

    /// Takes messages in the order of their ids.
    private mutating func tell(_ messages: [OpenCodeMessage]) {
        for alike in Dictionary(grouping: messages, by: \.identity).values where alike.count > 1 {
            var calls: [OpenCodeMessage] = []
            for message in alike {
                guard let call = Self.call(message, calls) else {
                    if !calls.isEmpty, let id = message.context.id { distinctions[id] = id }
                    calls.append(message)
                    continue
                }
                if let first = self[call], let id = message.context.id { distinctions[id] = first }
            }
        }
    }

    /// Which of some calls a message is a copy of. One whose id is younger than itself is a copy in any case, though its
    /// original may have changed since.
    private static func call(_ message: OpenCodeMessage, _ calls: [OpenCodeMessage]) -> OpenCodeMessage? {
        if let call = calls.first(where: { message.isCopy(of: $0) }) { return call }
        guard message.isOriginal == false else { return nil }
        return calls.first { $0.context.session != message.context.session }
    }
}
