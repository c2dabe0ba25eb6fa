// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Conversations that cost many times what others of their kind do.
struct RunawayRule: AdviceRule {
    private struct Conversation {
        var facts: SessionFacts
        var kind: SessionKind?
        var group = AdviceGroup()
        /// What is known of its cost; nil where nothing is.
        var cost: Money? { group.sums.knownCost }
    }

    private var conversations: [SessionID: Conversation] = [:]

    /// A conversation runs away when it costs so many times the usual.
    private static let factor: Int64 = 20
    /// With fewer others of its kind nothing is usual.
    private static let least = 5
    /// What is cheaper is nobody's concern.
    private static let concern = Money(nanodollars: 5 * Money.nanodollarsPerDollar)

    mutating func take(_ call: AdviceCall) {
        let session = call.session.session
        var known = conversations.removeValue(forKey: session) ?? Conversation(facts: call.session, kind: call.kind)
        known.group.add(call)
        known.group.show(call, saving: call.cost)
        conversations[session] = known
    }

    func suggestions(days: Int) -> [Suggestion] {
        Dictionary(grouping: conversations.values, by: \.kind).values.flatMap { peers -> [Suggestion] in
            // What has no known cost does not make others dear.
            let costs = peers.compactMap(\.cost).sorted()
            guard costs.count > Self.least, costs[costs.count / 2] > .zero else { return [] }
            let usual = costs[costs.count / 2]
            return peers.compactMap { peer in
                guard let cost = peer.cost, cost >= Self.concern, cost.nanodollars / Self.factor >= usual.nanodollars
                else { return nil }
                return suggestion(peer, cost, usual: usual, days)
            }
        }
    }

    private func suggestion(_ peer: Conversation, _ cost: Money, usual: Money, _ days: Int) -> Suggestion {
        // What it cost beyond the usual, spread over its days as its cost was.
        let excess = cost - usual
        let savings = peer.group.savings.mapValues { part in
            let share = Int128(part.nanodollars) * Int128(excess.nanodollars)
            return Money(nanodollars: Int64(clamping: share / Int128(max(1, cost.nanodollars))))
        }
        let most = Money(nanodollars: Int64(clamping: Int128(usual.nanodollars) * Int128(Self.factor)))
        let agent = peer.facts.agentName
        return Suggestion(
            .runawaySession, peer.facts.displayKey,
            evidence: [
                .init(name: "usual for its kind", value: usual.displayString),
                .init(name: "calls", value: peer.group.sums.calls.groupedString),
            ],
            filters: [.session: [peer.facts.session.id], .agent: [agent]], costMode: .auto, peer.group,
            savings: savings, days: days,
            check: .init(
                sentence: "no conversation of its kind costs over \(most.displayString)", report: "top-sessions",
                filters: [.agent: [agent]]))
    }
}
