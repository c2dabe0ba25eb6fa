// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageEvent {
    /// What a ledger keeps when the same call comes again: nil when the known one stays as it is.
    ///
    /// The better source wins; from the same source the larger counts do, because streamed usage only grows. A call that
    /// forks copied belongs to the conversation that began first, whatever the order of reading. What a call was for is
    /// kept by whichever copy knows it: the end of a turn may tell what its beginning did not; so is the gateway it went
    /// through. A replaced call was seen everywhere that both were; that alone is no reason to replace one.
    package func superseded(by other: UsageEvent) -> UsageEvent? {
        let isBetter = other.isBetter(than: self)
        // Pieces of one answer mostly differ in nothing but their counts.
        if attribution == other.attribution, grain != .turn, other.grain != .turn {
            guard isBetter else { return nil }
            var best = other
            best.provenance.formUnion(provenance)
            return best
        }
        var best = isBetter ? other : self
        let purpose = max(Purpose(attribution), Purpose(other.attribution))
        best.provenance = provenance.union(other.provenance)
        let isTurn = best.becomeTurn(of: self, other)
        let (known, told) = (Route(attribution), Route(other.attribution))
        let route = known == told ? known : min(known, told)
        if purpose == Purpose(best.attribution), route == Route(best.attribution) {
            return isBetter || isTurn ? best : nil
        }
        best.attribution.kind = purpose.kind
        best.attribution.cronJob = purpose.cronJob
        best.attribution.take(route)
        return best
    }

    /// That a row stands for a turn is kept by whichever telling knows it, and so is when the turn began; says whether that
    /// is anything new to the first of the two.
    private mutating func becomeTurn(of known: UsageEvent, _ other: UsageEvent) -> Bool {
        guard known.grain == .turn || other.grain == .turn else { return false }
        grain = .turn
        durationMilliseconds = [known.durationMilliseconds, other.durationMilliseconds].compactMap(\.self).max()
        return known.grain != .turn || known.durationMilliseconds != durationMilliseconds
    }

    private func isBetter(than other: UsageEvent) -> Bool {
        if source != other.source { return source < other.source }
        if tokens.total != other.tokens.total { return tokens.total > other.tokens.total }
        switch completeness(comparedTo: other) {
        case .more: return true
        case .less: return false
        // Copies of an entry may have been written down at different times.
        case .equal: return claim == other.claim ? at < other.at : claim < other.claim
        }
    }

    private var claim: (Int64, String, String, String) {
        (sessionStart?.milliseconds ?? .max, session.agent, session.id, session.harness)
    }
}

/// What a call was for, in an order that means nothing but is the same everywhere; to know is more than not to know.
private struct Purpose: Comparable {
    var kind: SessionKind?
    var cronJob: String?

    init(_ attribution: Attribution) {
        kind = attribution.kind
        cronJob = attribution.cronJob
    }

    static func < (left: Purpose, right: Purpose) -> Bool {
        (left.kind?.rawValue ?? "", left.cronJob ?? "") < (right.kind?.rawValue ?? "", right.cronJob ?? "")
    }
}

/// How much one telling of a call knows beside another one.
enum Completeness {
    case less
    case equal
    case more
}

extension UsageEvent {
    /// Of two tellings of a call by people's own scripts with equal counts, which one came later. Scripts write a row when a
    /// call begins and complete it when it ends; a log of running totals repeats them.
    func completeness(comparedTo other: UsageEvent) -> Completeness {
        guard source >= .usageLog else { return .equal }
        if at != other.at { return at > other.at ? .more : .less }
        if progress == other.progress { return .equal }
        return progress > other.progress ? .more : .less
    }

    private var progress: Int {
        (status == .ok ? 0 : 4) + (cost.reported == nil ? 0 : 2) + (durationMilliseconds == nil ? 0 : 1)
    }
}
