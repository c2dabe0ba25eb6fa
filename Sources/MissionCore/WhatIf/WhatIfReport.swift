// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What calls would have cost under other models.
package struct WhatIfReport: Report {
    package let id = "what-if"
    package let title = "What if"
    package let summary = "What the same calls would have cost under other models, call by call."
    package let options = ReportOptions(
        isLimitable: false,
        parameters: [
            ReportParameter("to", "the other model, as provider/model", isRepeatable: true, example: Self.example)
        ])
    private let prices: PriceProvider
    private static let example = "anthropic/claude-haiku-4-5"

    /// - Parameter prices: What models cost at present.
    package init(_ prices: PriceProvider = .embedded) {
        self.prices = prices
    }

    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        let names = request.parameters["to"] ?? []
        let example = "a model as `provider/model`, such as `\(Self.example)`"
        if names.isEmpty { throw ReportError.parameter("to", expected: example) }
        let book = prices.current
        var others = try names.map { name in
            guard let slash = name.firstIndex(of: "/"), name.index(after: slash) < name.endIndex else {
                throw ReportError.parameter("to", expected: example)
            }
            let model = ModelName(
                recordedProvider: String(name[..<slash]), recordedModel: String(name[name.index(after: slash)...]))
            return Alternative(model, in: book, now: now)
        }
        var query = try request.query()
        query.includeSynthetic = false
        let sums = try await reader.total(query)
        try await reader.forEachTally(matching: query) { tally in
            others.allSatisfy { $0.isEnough(tally) }
        } tally: { tally in
            for index in others.indices { others[index].take(tally) }
        } call: { event in
            for index in others.indices { others[index].take(event) }
        }
        return try document(sums, others, request)
    }

    private func document(
        _ sums: UsageSums, _ others: [Alternative], _ request: ReportRequest
    ) throws -> ReportDocument {
        let range = try request.range()
        var table = ReportTable("models", Self.fields, [Row(asCalled: sums)] + others.map(Row.init))
        table.layouts = [
            ReportLayout(["model", "calls", "unpriced_calls", "cost", "own_cost", "saving", "saving_share"]),
            ReportLayout(["model", "calls", "cost", "saving", "saving_share"]),
        ]
        table.sheet = ["model", "calls", "unpriced_calls", "cost", "own_cost", "saving"]
        var document = ReportDocument(
            id: id, title: title, range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell), .fact("totals", sums.cell),
                .table(table), .notes("warnings"),
            ])
        document.notes = [ReportNote](others.compactMap(\.gap) + UsageNotes(sums, costMode: request.costMode).sentences)
        document.notes += [
            ReportNote(
                "Each call keeps its tokens; another model counts and answers a little differently. “At list price” and"
                    + " “saves” compare the calls that have a list price under both.", isWarning: false)
        ]
        if sums.calls == 0 { document.emptySentence = "No calls match: \(range)." }
        return document
    }

    private struct Row {
        var model: String
        var calls: Int64
        var unpriced: Int64
        var cost: KnownAmount
        var own: Money?
        var saving: Money?

        init(asCalled sums: UsageSums) {
            (model, calls, cost) = ("(as called)", sums.calls, sums.knownAmount)
            unpriced = sums.unpricedCalls + sums.unknownUsageCalls
        }

        init(_ other: Alternative) {
            (model, calls, unpriced) = (other.model.canonical, other.calls, other.unpricedCalls)
            cost = KnownAmount(other.calls > 0 ? other.cost : nil, isPartial: other.unpricedCalls > 0)
            if other.compared.calls > 0 { own = other.compared.own }
            saving = other.compared.saving
        }

        var share: ReportCell {
            guard let saving, let own, own > .zero else { return .blank }
            return .percent(Int64(clamping: Int128(saving.nanodollars) * 100 / Int128(own.nanodollars)))
        }
    }

    private static let fields: [ReportField<Row>] = [
        .name("model", "Model") { $0.model }.asKey, .count("calls", "Calls") { $0.calls },
        .count("unpriced_calls", "No price") { $0.unpriced }, .money("cost", "Cost") { $0.cost },
        ReportField("own_cost", "At list price", .money) { .optional($0.own) { .money(KnownAmount($0)) } },
        ReportField("saving", "Saves", .money) { .optional($0.saving) { .money(KnownAmount($0)) } },
        ReportField("saving_share", "", .share) { $0.share },
    ]
}

extension Alternative {
    /// What its figures leave out, or take otherwise.
    fileprivate var gap: String? {
        if let reason { return "\(model.canonical) has no price: \(reason.rawValue)." }
        guard ordinaryCalls > 0 else { return nil }
        return
            "\(UsageNotes.calls(ordinaryCalls)) had a service tier or region that \(model.canonical) has no price for:"
            + " taken at its ordinary price."
    }
}
