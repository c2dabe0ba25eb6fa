// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReportTable {
    /// Names with their sums and their part of the cost, in the order given.
    ///
    /// - Parameters:
    ///   - dimension: What the names are of.
    ///   - totals: All calls together, for the last line; nil without one.
    ///   - includesNone: Whether calls without a name have a row. They count for the parts either way.
    ///   - labels: What people call some of the names.
    init(
        shares: [UsageShare], of dimension: Dimension, key: String, totals: UsageSums? = nil, includesNone: Bool = true,
        labels: [String: String] = [:]
    ) {
        typealias Row = (share: UsageShare, part: ReportCell)
        let percentages = Percentages.of(shares.map(\.sums.cost))
        let rows: [Row] = zip(shares, percentages).map { share, percentage in
            (share, share.sums.knownCost == nil ? .unknown : .part(percentage))
        }
        let fields: [ReportField<Row>] =
            [ReportField<Row>.name(dimension.rawValue, dimension.title) { $0.share.name }.asKey]
            + UsageFigures.of { $0.share.sums } + [ReportField<Row>("part", "Share", .share) { $0.part }.onlyShown]
            + (labels.isEmpty
                ? []
                : [
                    ReportField<Row>("label", dimension.title, .name) { row in
                        .name(row.share.name.map { labels[$0] ?? $0 })
                    }.asKey.onlyShown
                ])
        let total = totals.map { Row(UsageShare(name: nil, sums: $0), .blank) }
        self.init(key, fields, rows.filter { includesNone || $0.share.name != nil }, totals: total)
        layouts = [
            ReportLayout([labels.isEmpty ? dimension.rawValue : "label", "calls", "total_tokens", "cost", "part"])
        ]
    }
}
