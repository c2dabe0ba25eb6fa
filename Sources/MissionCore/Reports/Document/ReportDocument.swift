// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A report's answer: typed tables and facts, and what must be said beside them. It knows no format; each renderer writes all
/// of it in its own.
package struct ReportDocument: Hashable, Sendable {
    /// The report's name, for files.
    package var id: String
    /// The heading; nil where the table stands alone.
    package var title: String?
    /// What it is about, in a few words: `all time (Europe/Berlin)`.
    package var scope: String
    /// Whose clock tells its moments.
    package var zone: Zone
    /// Facts and tables, in the order in which programs get them.
    package var items: [ReportItem]
    /// What must be said.
    package var notes: [ReportNote] = []
    /// The sentence that people get instead of tables; nil where there is something to tabulate.
    package var emptySentence: String?

    package init(id: String, title: String?, scope: String, zone: Zone, items: [ReportItem] = []) {
        self.id = id
        self.title = title
        self.scope = scope
        self.zone = zone
        self.items = items
    }

    /// A document about some days.
    package init(id: String, title: String?, range: ReportRange, items: [ReportItem] = []) {
        self.init(id: id, title: title, scope: range.description, zone: range.zone, items: items)
    }

    /// The tables.
    package var tables: [ReportTable] {
        items.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }
}

/// A part of a document.
package enum ReportItem: Hashable, Sendable {
    /// A value for programs.
    case fact(ReportFact)
    /// Rows.
    case table(ReportTable)
    /// A drawing for people.
    case chart(ReportChart)
    /// Where programs find the notes, and under which name.
    case notes(String)

    /// A value for programs.
    package static func fact(_ key: String, _ value: ReportCell) -> ReportItem {
        .fact(ReportFact(key, value))
    }
}

/// A series that renderers which can draw do draw.
package struct ReportChart: Hashable, Sendable {
    /// What it shows.
    package var title: String
    /// The days, first to last, without gaps; empty where it is told apart by name.
    package var days: [DayUsage] = []
    /// The same by name, in days or other buckets of time; nil where it is not told apart.
    package var series: CostSeries?

    package init(_ title: String, days: [DayUsage]) {
        self.title = title
        self.days = days
    }

    package init(_ title: String, series: CostSeries) {
        self.title = title
        self.series = series
    }
}

/// A sentence that must stand beside the figures.
package struct ReportNote: Hashable, Sendable {
    /// Who is told.
    package enum Audience: Hashable, Sendable {
        case everybody, people, programs
    }

    /// The sentence.
    package var text: String
    /// Who is told.
    package var audience: Audience
    /// Whether it says what the figures leave out; else it explains.
    package var isWarning: Bool

    package init(_ text: String, for audience: Audience = .everybody, isWarning: Bool = true) {
        self.text = text
        self.audience = audience
        self.isWarning = isWarning
    }
}

extension [ReportNote] {
    /// Sentences for everybody, or for some.
    package init(_ sentences: [String], for audience: ReportNote.Audience = .everybody) {
        self = sentences.map { ReportNote($0, for: audience) }
    }
}
