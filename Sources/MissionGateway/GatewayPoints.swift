// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSources

/// What a gateway tells of a conversation whose messages it does not give: when each call was and what it consumed
/// (`sessions.usage.timeseries`), and which models the conversation called (`sessions.usage`).
struct GatewayPoints {
    /// The calls, each as a point.
    let events: [UsageEvent]
    /// How many calls are known to be there without anybody telling them one by one.
    let unknown: Int64

    /// Reads both answers.
    ///
    /// Beyond 200 calls the series holds sums of several, which is seen by there being more calls than points. Nothing of
    /// such a series is taken, because nothing of it could be recognised again.
    ///
    /// - Parameters:
    ///   - usage: The conversation's row of `sessions.usage`; nil where there is none.
    ///   - place: Gives a call its gateway, account and machine.
    init(
        _ series: GatewaySeries, usage: JSONValue?, of conversation: GatewayConversation,
        place: (UsageEvent) -> UsageEvent
    ) {
        let models = usage?["usage"]?["modelUsage"]?.elements.map(Model.init) ?? []
        let calls = models.reduce(Int64(0)) { $0.addingSaturating($1.calls) }
        guard calls <= Int64(series.points.count) else {
            let madeUp = models.filter(\.isMadeUp).reduce(Int64(0)) { $0.addingSaturating($1.calls) }
            (events, unknown) = ([], calls.subtractingSaturating(madeUp))
            return
        }
        let attribution = Self.attribution(models.filter { !$0.isMadeUp })
        var session = conversation.session
        session = SessionID(harness: session.harness, agent: session.agent, id: series.sessionID ?? session.id)
        var ordinals: [GatewayUsagePoint: Int64] = [:]
        // Points without tokens are failed calls or rows that no model gave: nobody can tell which.
        events = series.points.filter { $0.tokens.total > 0 }.map { point in
            var twin = point
            twin.cost = nil
            let ordinal = ordinals[twin, default: 0]
            ordinals[twin] = ordinal + 1
            return place(
                UsageEvent(
                    id: Self.identity(point, ordinal, session), at: point.at, session: session,
                    attribution: attribution, tokens: point.tokens, cost: Cost(reported: point.cost), source: .rpc,
                    grain: .point))
        }
        unknown = 0
    }

    private struct Model {
        var provider: String
        var model: String
        var calls: Int64
        var hasTokens: Bool

        init(_ value: JSONValue) {
            provider = value["provider"]?.text ?? ""
            model = value["model"]?.text ?? ""
            calls = max(0, value["count"]?.wholePart ?? 0)
            hasTokens = (value["totals"]?["totalTokens"]?.wholePart ?? 0) > 0
        }

        var isMadeUp: Bool {
            SyntheticModel.isSynthetic(provider: provider, model: model, hasTokens: hasTokens)
        }
    }

    /// A model only where no other can be meant.
    private static func attribution(_ models: [Model]) -> Attribution {
        let names = models.filter(\.hasTokens)
        guard let model = names.first, names.count == 1 else {
            return Attribution(recordedProvider: "", recordedModel: "")
        }
        return Attribution(recordedProvider: model.provider, recordedModel: model.model)
    }

    /// The same however often it is asked for, and through whichever gateway.
    private static func identity(_ point: GatewayUsagePoint, _ ordinal: Int64, _ session: SessionID) -> EventID {
        var hash = ContentHash("openclaw gateway point")
        for text in [session.agent, session.id] { hash.add(text) }
        let tokens = point.tokens
        for number in [
            point.at.milliseconds, tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite5m, ordinal,
        ] {
            hash.add(number)
        }
        return hash.id
    }
}

/// A conversation's calls one after another, at most 200: of a longer one they are sums of several. They name no model.
struct GatewaySeries: Sendable {
    /// The conversation that it is about.
    var sessionID: String?
    /// Its calls, or sums of them.
    var points: [GatewayUsagePoint]

    init(_ answer: JSONValue) {
        sessionID = answer["sessionId"]?.text
        points = answer["points"]?.elements.compactMap(GatewayUsagePoint.init) ?? []
    }
}

/// One call, or the sum of several, as a gateway tells it of a session.
struct GatewayUsagePoint: Hashable, Sendable {
    /// When it was.
    var at: Timestamp
    /// What it consumed.
    var tokens: TokenCounts
    /// What it cost by the gateway's own prices; nil where it knows none.
    var cost: Money?

    /// Reads one; nil where the time or a count is none.
    init?(_ point: JSONValue) {
        let counts = ["input", "output", "cacheRead", "cacheWrite"].map { point[$0]?.whole }
        guard let time = point["timestamp"]?.wholePart, Timestamp.plausible.contains(Timestamp(milliseconds: time)),
            counts.allSatisfy({ $0.map((0...TokenCounts.plausibleMaximum).contains) ?? false })
        else { return nil }
        at = Timestamp(milliseconds: time)
        tokens = TokenCounts(
            input: counts[0] ?? 0, output: counts[1] ?? 0, cacheRead: counts[2] ?? 0, cacheWrite5m: counts[3] ?? 0)
        // A gateway that knows no price says 0.
        let told = point["cost"]?.numberText.flatMap { Money(decimalDollars: $0) }
        cost = told.flatMap { $0 > .zero && OpenClawWire.plausibleCost.contains($0) ? $0 : nil }
    }
}
