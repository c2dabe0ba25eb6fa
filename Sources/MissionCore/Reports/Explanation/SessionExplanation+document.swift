// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension SessionExplanation {
    /// The rows and how many of them count, as a document.
    ///
    /// - Parameters:
    ///   - name: The key or id that was asked about.
    ///   - zone: Whose clock tells the times.
    package func document(of name: String, zone: Zone) -> ReportDocument {
        var table = ReportTable("rows", ExplainedCall.fields, rows)
        // A key mostly names one conversation.
        let sessions = Set(rows.map(\.event.session)).count < 2 ? [] : ["event_session"]
        let (head, tail) = (["at"] + sessions + ["model"], ["seen_in", "counting"])
        let buckets = ["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens"]
        // First the buckets of tokens go, then what the costs are based on.
        table.layouts = [
            ReportLayout(head + buckets + ["cost", "cost_basis", "source"] + tail, .exact, cutsNames: false),
            ReportLayout(head + ["total_tokens", "cost", "cost_basis", "source"] + tail, cutsNames: false),
            ReportLayout(head + ["total_tokens", "cost", "cost_basis"] + tail, cutsNames: false),
            ReportLayout(head + ["total_tokens", "cost"] + tail),
        ]
        var document = ReportDocument(
            id: "session", title: name, scope: "(\(zone.name))", zone: zone,
            items: [
                .fact("schema_version", .count(1)), .fact("session", .name(name)), .fact("counted", .count(counted)),
                .fact("covered", .count(covered)), .fact("synthetic", .count(synthetic)),
                .fact("gateways", .names(gateways)), .table(table),
            ])
        document.notes =
            [summary, throughGateways].compactMap(\.self).map { ReportNote($0, isWarning: false) }
            + [ReportNote](reasons)
        return document
    }

    private var summary: String {
        var parts = ["\(counted.groupedString) counted", "\(covered.groupedString) covered"]
        if synthetic > 0 { parts.append(synthetic == 1 ? "1 no call" : "\(synthetic.groupedString) no calls") }
        let all = counted + covered + synthetic
        let shown = Int64(rows.count)
        let rest = shown < all ? "; the newest \(shown.groupedString) of \(all.groupedString) rows are shown" : ""
        return parts.joined(separator: ", ") + rest + "."
    }

    /// Who told the same, where more than one did.
    private var throughGateways: String? {
        let named = gateways.filter { $0 != KeptGateway.local }.map { "gateway \($0.displayable)" }
        let own = gateways.contains(KeptGateway.local) ? ["this computer's own files"] : []
        guard named.count + own.count > 1 else { return nil }
        return "Told by \((named + own).joined(separator: ", ")): what several tell is one row."
    }

    /// One sentence for all rows that do not count for the same reason, in the order of their first row.
    private var reasons: [String] {
        var (order, counts): ([[String]], [[String]: Int]) = ([], [:])
        for row in rows {
            guard let reason = row.reason else { continue }
            let key = [row.event.source.rawValue, reason]
            if counts[key] == nil { order.append(key) }
            counts[key, default: 0] += 1
        }
        return order.map { key in
            let count = counts[key] ?? 0
            return "\(key[0]): \(count.groupedString) \(count == 1 ? "row does" : "rows do") not count: \(key[1])."
        }
    }
}

extension ExplainedCall {
    fileprivate static let fields: [ReportField<ExplainedCall>] = [
        ReportField<ExplainedCall>("at", "Time", .time) { .second($0.event.at) }.asKey,
        ReportField<ExplainedCall>.name("event_session", "Session") { $0.event.session.id }.onlyShown,
        .name("session") { $0.session.displayKey },
        .name("session_id") { $0.event.session.id },
        .name("agent") { $0.session.agentName },
        .name("harness") { $0.event.session.harness },
        .name("model", "Model") { $0.event.attribution.modelName },
        .text("status") { $0.event.status.rawValue },
        .name("gateway") { $0.event.attribution.gateway },
        .tokens("input_tokens", "Input") { $0.event.tokens.input },
        .tokens("output_tokens", "Output") { $0.event.tokens.output },
        .tokens("cache_read_tokens", "Cache read") { $0.event.tokens.cacheRead },
        .tokens("cache_write_tokens", "Cache write") { $0.event.tokens.cacheWrite },
        .tokens("thinking_tokens") { $0.event.tokens.reasoning },
        .tokens("total_tokens", "Tokens") { $0.event.tokens.total },
        .money("cost", "Cost") { KnownAmount($0.event.cost.counted) },
        .text("cost_basis", "Basis") { $0.event.cost.basis.rawValue },
        .money("reported_cost") { KnownAmount($0.event.cost.reported) },
        .money("estimated_cost") { KnownAmount($0.event.cost.estimated) },
        .text("source", "Figures from") { $0.event.source.rawValue },
        ReportField("seen_in", "Seen in", .name) { .list($0.event.provenance.names.map(ReportCell.text)) },
        .text("stands_for") { $0.event.grain.rawValue },
        .flag("counts") { $0.counts },
        ReportField<ExplainedCall>.text("counting", "Counts") { $0.counts ? "yes" : $0.isCovered ? "no" : "no call" }
            .onlyShown,
        .text("covered_by") { $0.coveredBy?.rawValue },
        .text("covered_by_harness") { $0.coveredByHarness },
        .text("reason") { $0.reason },
    ]
}
