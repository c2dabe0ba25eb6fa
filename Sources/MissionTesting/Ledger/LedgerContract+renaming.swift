// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let renaming = [
        Rule("a call that gets another identity stays one call") { make in
            let ledger = try await make()
            let known = Fixtures.event(1)
            _ = try await ledger.append(Fixtures.batch(known))
            let result = try await ledger.append(renamed(known, to: 2))
            try expect(result.inserted, equals: 0, "new calls")
            try expect(try await ledger.total(UsageQuery()).calls, equals: 1, "calls")
            let events = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
            try expect(events.map(\.event.id), equals: [Fixtures.event(2).id], "identities")
            let again = try await ledger.append(renamed(known, to: 2))
            try expect(again.inserted, equals: 0, "new calls, again")
        },
        Rule("a call of another conversation keeps its identity, and both count") { make in
            let ledger = try await make()
            let known = Fixtures.event(1)
            _ = try await ledger.append(Fixtures.batch(known))
            var other = known
            other.session = Fixtures.session("s2")
            try expect(try await ledger.append(renamed(other, to: 2)).inserted, equals: 1, "new calls")
            try expect(try await ledger.append(renamed(known, to: 3)).inserted, equals: 0, "renamed calls")
            let events = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
            let wanted = Set([2, 3].map { Fixtures.event($0).id })
            try expect(Set(events.map(\.event.id)), equals: wanted, "identities")
        },
    ]

    /// A batch that tells of a call under the identity of the fixture with a number.
    private static func renamed(_ call: UsageEvent, to number: Int) -> SourceBatch {
        var event = call
        event.id = Fixtures.event(number).id
        var batch = Fixtures.batch(event)
        batch.renamings = [EventRenaming(old: call.id, new: event.id, session: call.session)]
        return batch
    }
}
