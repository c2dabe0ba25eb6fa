// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension ClickHouseLedger {
    /// Calls that are stamped again in one commit.
    private static let stampedAtOnce = 5000

    /// Stamps the calls without a price again.
    package func reprice(
        to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) async throws -> Repricing {
        var repricing = Repricing(at: clock.now, revision: revision)
        let ids = try await asking { reader in
            var rows = try await reader.servers.ask(
                """
                SELECT id_high, id_low FROM \(sql: reader.schema.events) FINAL
                WHERE is_deleted = 0 AND basis = \(value: CostBasis.unpriced.rawValue) ORDER BY id_high, id_low
                """)
            var ids: [EventID] = []
            while let row = rows.next() {
                guard let high = row.first?.number, let low = row.last?.number else { continue }
                ids.append(EventID(high: high, low: low))
            }
            return ids
        }
        for ids in ids.cut(Self.stampedAtOnce) {
            let before = repricing
            repricing = try await committing { neighbourhood in
                var (image, repricing) = (LedgerImage(), before)
                try await image.read(neighbourhood, ids)
                let calls = image.calls.values.filter { $0.event.cost.basis == .unpriced }
                let isNew = repricing.calls == 0
                for (old, new) in zip(calls, stamp(calls.map(\.event)))
                where repricing.take(old.event, new, isCounted: !old.isCovered) && !isDryRun {
                    image.calls[old.event.id]?.event.cost = new.cost
                }
                guard !isDryRun, repricing.calls > before.calls else {
                    return .init(image: LedgerImage(), value: repricing)
                }
                image.keep(&repricing, isNew: isNew)
                return .init(image: image, value: repricing)
            }
        }
        return repricing
    }

    /// Stamps selected calls again.
    package func reprice(_ request: RepricingRequest) async throws -> Repricing {
        let clock = clock
        return try await committing { neighbourhood in
            var repricing = Repricing(
                at: clock.now, kind: .selected, actor: request.actor, selection: request.selection,
                revision: request.revision)
            var image = LedgerImage()
            let text = QueryText(query: request.query)
            try image.read(try await neighbourhood.documents([LedgerCounters.id]))
            if !text.isEmpty {
                let condition: Statement = """
                    is_synthetic = 0 AND at >= \(number: text.span.lowerBound) AND at < \(number: text.span.upperBound)
                    AND \(text.filters)
                    """
                image.read(try await neighbourhood.calls(condition, at: neighbourhood.shards))
            }
            try await image.readFacts(neighbourhood)
            let selected = Array(image.calls.values)
            var former: [FormerStamp] = []
            for (old, new) in zip(selected, request.stamp(selected.map { $0.event.counted(for: $0.owner) }))
            where repricing.takeSelected(old.event, new, isCounted: !old.isCovered) {
                former.append(FormerStamp(call: old.event, stamped: new.cost))
                image.calls[old.event.id]?.event.cost = new.cost
            }
            guard !request.isDryRun, repricing.calls > 0 else { return .init(image: LedgerImage(), value: repricing) }
            image.keep(&repricing, isNew: true)
            for stamp in former {
                let document = stamp.document(of: repricing.id ?? 0)
                image.documents[document.id] = document
            }
            return .init(image: image, value: repricing)
        }
    }

    /// Gives calls back the stamps that they had before a repricing.
    package func undoRepricing(_ id: Int64?, actor: String, isDryRun: Bool) async throws -> Repricing {
        let clock = clock
        return try await committing { neighbourhood in
            var image = LedgerImage()
            try image.read(try await neighbourhood.documents([LedgerCounters.id]) + neighbourhood.documents(.repricing))
            let known = try image.documents.values.filter { $0.id.kind == .repricing }.map(Repricing.init)
            let last = known.filter { $0.kind == .selected && $0.undoneBy == nil }.compactMap(\.id).max()
            guard let asked = id ?? last else { throw RepricingError.nothingToUndo }
            guard var undone = known.first(where: { $0.id == asked }) else { throw RepricingError.unknown(asked) }
            try undone.checkIsUndoable(asked)
            let own = try await neighbourhood.documents(.former, where: "ref = \(value: "\(asked)")")
            // The identities' own list, so that it is never a statement's length.
            var later: Int64?
            for ids in own.map({ $0.refs[1] }).cut(2000) {
                let others = try await neighbourhood.documents(
                    .former, where: "at > \(number: asked) AND ref2 IN \(values: ids)")
                later = ([later].compactMap(\.self) + others.map(\.at)).max()
            }
            if let later { throw RepricingError.superseded(asked, by: later) }
            try image.read(own)
            let stamps = try own.map(FormerStamp.init)
            try await image.read(neighbourhood, stamps.map(\.call.id))
            var repricing = Repricing(
                at: clock.now, kind: .undo, actor: actor, selection: undone.selection, revision: "")
            repricing.undoes = asked
            for stamp in stamps {
                guard let present = image.calls[stamp.call.id], stamp.isOn(present.event) else {
                    repricing.leave()
                    continue
                }
                var former = present.event
                former.cost = stamp.call.cost
                repricing.takeBack(present.event, former, isCounted: !present.isCovered)
                image.calls[former.id]?.event = former
            }
            if isDryRun { return .init(image: LedgerImage(), value: repricing) }
            for document in own { image.documents[document.id] = nil }
            image.keep(&repricing, isNew: true)
            undone.undoneBy = repricing.id
            image.documents[undone.document.id] = undone.document
            return .init(image: image, value: repricing)
        }
    }
}

extension LedgerImage {
    /// Reads calls, and what is known of the conversations that they count for.
    mutating func read(_ neighbourhood: Neighbourhood, _ ids: [EventID]) async throws {
        try read(try await neighbourhood.documents([LedgerCounters.id]))
        read(try await neighbourhood.calls(Set(ids)))
        try await readFacts(neighbourhood)
    }

    /// Reads what is known of the conversations that the calls count for.
    mutating func readFacts(_ neighbourhood: Neighbourhood) async throws {
        let names = Set(calls.values.map { BackendName($0.counted) })
        try read(try await neighbourhood.documents([.session], about: names))
    }

    /// Remembers that calls were stamped again, under the next number.
    mutating func keep(_ repricing: inout Repricing, isNew: Bool) {
        if isNew {
            counters.repricings += 1
            repricing.id = counters.repricings
        }
        counters.generation += 1
        documents[repricing.document.id] = repricing.document
    }
}
