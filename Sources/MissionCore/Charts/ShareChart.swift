// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A horizontal bar for each name: how long is its part of the cost.
public struct ShareChart: Sendable {
    /// What the shares are of: `Cost by model`.
    public var title: String
    /// The shares, in the order to show.
    public var shares: [UsageShare]
    /// The width of the drawing in its own units.
    public var width: Int
    /// How many shares get a bar; what is beyond is summed up in one.
    public var limit: Int

    /// Makes a chart.
    public init(_ shares: [UsageShare], title: String, width: Int = 480, limit: Int = 8) {
        self.title = title
        self.shares = shares
        self.width = max(240, width)
        self.limit = max(2, limit)
    }

    private static let rowHeight = 34

    /// The drawing.
    public var svg: String {
        let rows = rows
        let percentages = Percentages.of(rows.map(\.sums.cost))
        let top = rows.map(\.sums.cost).max() ?? .zero
        let parts = rows.enumerated().map { index, row in
            group(row, percentage: percentages[index], top: top, y: index * Self.rowHeight)
        }
        return SVG.drawing(
            width: width, height: max(1, rows.count) * Self.rowHeight, cssClass: "mc-chart mc-shares",
            title: rows.isEmpty ? "\(title): nothing" : title, children: parts
        ).text + "\n"
    }

    private var rows: [UsageShare] {
        guard shares.count > limit else { return shares }
        let rest = shares[(limit - 1)...].reduce(into: UsageSums()) { $0 += $1.sums }
        return shares[..<(limit - 1)] + [UsageShare(name: "\(shares.count - limit + 1) others", sums: rest)]
    }

    private func group(_ row: UsageShare, percentage: Int64, top: Money, y: Int) -> SVG {
        let known = row.sums.knownCost
        let unknown = row.sums.unpricedCalls + row.sums.unknownUsageCalls
        let value = known.map { "\($0.displayString) · \(percentage) %" } ?? "cost unknown"
        let note = unknown > 0 && known != nil ? " (\(UsageNotes.calls(unknown)) without a known cost)" : ""
        let name = row.displayName
        return SVG(
            "g", ["class": known == nil ? "mc-share mc-unknown" : "mc-share"],
            children: [
                SVG("title", text: "\(name): \(value)\(note)"),
                SVG(
                    "text", ["class": "mc-name", "x": "0", "y": "\(y + 14)"],
                    text: name.shortened(to: width / 12, unicode: true)),
                SVG(
                    "text", ["class": "mc-value", "x": "\(width)", "y": "\(y + 14)", "text-anchor": "end"],
                    text: value),
                SVG("rect", ["class": "mc-track", "x": "0", "y": "\(y + 20)", "width": "\(width)", "height": "6"]),
                SVG(
                    "rect",
                    [
                        "class": "mc-bar", "x": "0", "y": "\(y + 20)",
                        "width": "\(Length.scaled(row.sums.cost, of: top, to: Length(width)))", "height": "6",
                    ]),
            ])
    }
}
