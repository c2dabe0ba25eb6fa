// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What every interface tells about a call: figures and names, no content.
enum EventFields {
    static let data: [ReportField<RecordedEvent>] = [
        .text("id") { $0.event.id.description },
        ReportField<RecordedEvent>.moment("at", "Time") { $0.event.at }.asKey,
        .name("session") { $0.session.displayKey },
        .name("agent") { $0.session.agentName },
        .name("model", "Model") { $0.event.attribution.modelName },
        .text("status") { $0.event.status.rawValue },
        .tokens("input_tokens") { $0.event.tokens.input },
        .tokens("output_tokens") { $0.event.tokens.output },
        .tokens("cache_read_tokens") { $0.event.tokens.cacheRead },
        .tokens("cache_write_tokens") { $0.event.tokens.cacheWrite },
        .tokens("thinking_tokens") { $0.event.tokens.reasoning },
        .tokens("total_tokens") { $0.event.tokens.total },
        ReportField("duration_ms", "", .duration) {
            .optional($0.event.durationMilliseconds, ReportCell.duration)
        },
        .money("cost") { KnownAmount($0.event.cost.counted) },
        .money("reported_cost", "Recorded") { KnownAmount($0.event.cost.reported) },
        .money("estimated_cost", "List price") { KnownAmount($0.event.cost.estimated) },
        .text("cost_basis") { $0.event.cost.basis.rawValue },
        .text("price_revision") { $0.event.cost.priceRevision },
    ]

    static let shown: [ReportField<RecordedEvent>] = [
        ReportField("title", "Session", .name) { .title($0.session) },
        ReportField("outcome", "Status", .text) { .outcome($0.event.hasUnknownUsage ? nil : $0.event.status) },
        ReportField("used", "Tokens", .tokens) {
            $0.event.hasUnknownUsage ? .unknown : .tokens($0.event.tokens.total)
        },
        ReportField("counted", "Cost", .money) { record in
            let cost = record.event.cost
            return cost.basis == .subscription ? .included(cost.subscriptionValue) : .money(KnownAmount(cost.counted))
        },
    ].map(\.onlyShown)
}

extension ReportTable {
    /// Calls, in the order given.
    ///
    /// - Parameter costMode: Which of their costs people see.
    package init(calls: [RecordedEvent], key: String, costMode: CostMode = .auto) {
        self.init(key, EventFields.data + EventFields.shown, calls)
        let cost =
            switch costMode {
            case .auto: "counted"
            case .reported: "reported_cost"
            case .estimated: "estimated_cost"
            }
        layouts = [ReportLayout(["at", "title", "model", "outcome", "used", cost])]
    }
}

extension RecordedEvent {
    /// The call for programs.
    package var json: JSONValue { EventFields.data.record(of: self).json }
}
