// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Cells in words and figures, as people read them wherever there is only text: at a terminal, in Markdown, on paper.
package struct CellText {
    /// Whose clock tells moments.
    package var zone: Zone
    /// How figures are written.
    package var figures = ReportLayout.Figures.exact
    /// Whether characters beyond ASCII may be written.
    var unicode = true

    /// Words in a zone.
    package init(zone: Zone, figures: ReportLayout.Figures = .exact, unicode: Bool = true) {
        self.zone = zone
        self.figures = figures
        self.unicode = unicode
    }

    /// What stands for an unknown value.
    var unknown: String { unicode ? "–" : "-" }

    /// The text of a cell; without anything that a terminal would obey.
    package func text(_ cell: ReportCell) -> String {
        switch cell {
        case .blank, .absent, .record: ""
        case .unknown: unknown
        case .flag(let flag): flag ? "yes" : "no"
        case .text(let text): text
        case .name(let name): name?.displayable ?? "(none)"
        case .names(let names):
            (names.first?.displayable ?? unknown) + (names.count > 1 ? " +\(names.count - 1)" : "")
        case .title(let key, let label, _): title(key, label)
        case .outcome(let status): status?.rawValue ?? "no usage"
        case .included: "included"
        case .count(let number): figures == .short ? number.compactString : number.groupedString
        case .tokens(let number): figures == .exact ? number.groupedString : number.compactString
        case .hundredths(let number): Self.hundredths(number)
        case .number(let number): "\(number)"
        case .money(let amount), .cost(_, let amount): amount.text(unknown: unknown)
        case .percent(let number), .part(let number): "\(number) %"
        case .perMille(let number): "\(number / 10).\(number % 10) %"
        case .duration(let milliseconds): DurationText.short(milliseconds)
        case .moment(let moment): zone.clockText(of: moment)
        case .second(let moment): second(moment)
        case .period(let window): period(window)
        case .remarked(let cell, let remark): "\(text(cell))  \(remark)"
        case .list(let cells): cells.map(text).joined(separator: ", ")
        }
    }

    /// `2.50`, also below zero.
    static func hundredths(_ number: Int64) -> String {
        let (whole, rest) = number.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(number < 0 ? "-" : "")\(whole).\(Int64(rest).padded(to: 2))"
    }

    /// A key ends in a UUID that nobody reads to its end.
    private func title(_ key: String, _ label: String?) -> String {
        let key = key.displayable.shortened(to: 48, unicode: unicode)
        return label.map { "\(key) (\($0.displayable.shortened(to: 24, unicode: unicode)))" } ?? key
    }

    /// `2026-11-21 14:45:03`, local time.
    private func second(_ moment: Timestamp) -> String {
        let second = moment.seconds - moment.seconds.floorDivided(by: 60) * 60
        return "\(zone.clockText(of: moment)):\(second.padded(to: 2))"
    }

    /// The day is told twice only where it is another one.
    private func period(_ window: Window) -> String {
        let end = zone.clockText(of: window.end)
        let isSameDay = zone.day(of: window.start) == zone.day(of: window.end)
        return "\(zone.clockText(of: window.start)) to \(isSameDay ? String(end.suffix(5)) : end)"
    }
}
