// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension ClickHouseLedger {
    /// Hands everything over to another ledger, which is empty and may have other shards. Nobody writes to this one meanwhile.
    ///
    /// - Parameter most: So many documents, and about so many calls, are handed over at once.
    /// - Returns: what was handed over.
    /// - Throws: ``MissionCore/LedgerError``.
    package func copy(to target: ClickHouseLedger, most: Int = 5000) async throws -> LedgerSummary {
        // What was committed and is not in the tables yet is finished with the lease.
        try await takeLease()
        let summary = try await summary()
        // Sums of days are made anew, and counters come last.
        for kind in Document.Kind.allCases where ![.day, .outdated, .state].contains(kind) {
            var last = ""
            while true {
                let page = try await documents(kind, behind: last, most: most)
                guard let end = page.last else { break }
                try await target.take(page)
                last = end.id.key
            }
        }
        let events = try await asking { try await $0.number("SELECT count() FROM \(sql: $0.schema.events)") }
        let parts = UInt64(clamping: events / Int64(max(1, most)) + 1)
        for part in 0..<parts {
            let calls = try await calls(part: part, of: parts)
            if !calls.isEmpty { try await target.take(.calls(calls)) }
        }
        let counters = try await asking { try await $0.counters() }
        try await target.committing { neighbourhood in
            var image = LedgerImage()
            try image.read(try await neighbourhood.documents([LedgerCounters.id]))
            image.counters = counters
            return .init(image: image, value: ())
        }
        return summary
    }

    /// Documents of a kind in the order of their keys.
    private func documents(_ kind: Document.Kind, behind key: String, most: Int) async throws -> [Document] {
        try await asking { reader in
            var rows = try await reader.servers.ask(
                """
                SELECT \(sql: Document.read) FROM documents FINAL WHERE is_deleted = 0
                AND kind = \(value: kind.rawValue) AND key > \(value: key) ORDER BY key LIMIT \(number: Int64(most))
                """)
            var found: [Document] = []
            while let row = rows.next() { found.append(try Document(row)) }
            return found
        }
    }

    /// The calls of the conversations whose numbers lie in one of so many equal parts: what lies together in the tables.
    private func calls(part: UInt64, of parts: UInt64) async throws -> [CopiedCall] {
        let size = UInt64.max / parts
        let (first, last) = (part * size, part == parts - 1 ? UInt64.max : (part + 1) * size - 1)
        return try await asking { reader in
            var rows = try await reader.servers.ask(
                """
                SELECT \(sql: EventColumn.list) FROM \(sql: reader.schema.events) FINAL WHERE is_deleted = 0
                AND conversation >= toUInt64(\(sql: "\(first)")) AND conversation <= toUInt64(\(sql: "\(last)"))
                """)
            var found: [CopiedCall] = []
            while let row = rows.next() {
                let call = try StoredCall(row)
                found.append(CopiedCall(event: call.event, isCovered: call.isCovered, owner: call.owner))
            }
            return found
        }
    }

    /// Takes in documents as they are.
    private func take(_ documents: [Document]) async throws {
        try await committing { neighbourhood in
            var image = LedgerImage()
            try image.read(try await neighbourhood.documents([LedgerCounters.id]))
            for document in documents { image.documents[document.id] = document }
            return .init(image: image, value: ())
        }
    }
}
