// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A report's answer: typed tables and facts, and what must be said beside them. It knows no format; each renderer writes all
/// of it in its own.
public struct ReportDocument: Hashable, Sendable {
    /// The report's name, for files.
    public var id: String
    /// The heading; nil where the table stands alone.
    public var title: String?
    /// What it is about, in a few words: `all time (Europe/Berlin)`.
    public var scope: String
    /// Whose clock tells its moments.
    public var zone: Zone
    /// Facts and tables, in the order in which programs get them.
    public var items: [ReportItem]
    /// What must be said.
    public var notes: [ReportNote] = []
    /// The sentence that people get instead of tables; nil where there is something to tabulate.
    public var emptySentence: String?

    /// Makes a document.
    public init(id: String, title: String?, scope: String, zone: Zone, items: [ReportItem] = []) {
        self.id = id
        self.title = title
        self.scope = scope
        self.zone = zone
        self.items = items
    }

    /// Makes a document about some days.
    public init(id: String, title: String?, range: ReportRange, items: [ReportItem] = []) {
        self.init(id: id, title: title, scope: range.description, zone: range.zone, items: items)
    }

    /// The tables.
    public var tables: [ReportTable] {
        items.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }
}

/// A part of a document.
public enum ReportItem: Hashable, Sendable {
    /// A value for programs.
    case fact(ReportFact)
    /// Rows.
    case table(ReportTable)
    /// A drawing for people.
    case chart(ReportChart)
    /// Where programs find the notes, and under which name.
    case notes(String)

    /// A value for programs.
    public static func fact(_ key: String, _ value: ReportCell) -> ReportItem {
        .fact(ReportFact(key, value))
    }
}

/// A series that renderers which can draw do draw.
public struct ReportChart: Hashable, Sendable {
    /// What it shows.
    public var title: String
    /// The days, first to last, without gaps.
    public var days: [DayUsage]

    /// Makes a chart.
    public init(_ title: String, days: [DayUsage]) {
        self.title = title
        self.days = days
    }
}

/// A sentence that must stand beside the figures.
public struct ReportNote: Hashable, Sendable {
    /// Who is told.
    public enum Audience: Hashable, Sendable {
        case everybody, people, programs
    }

    /// The sentence.
    public var text: String
    /// Who is told.
    public var audience: Audience
    /// Whether it says what the figures leave out; else it explains.
    public var isWarning: Bool

    /// Makes a note.
    public init(_ text: String, for audience: Audience = .everybody, isWarning: Bool = true) {
        self.text = text
        self.audience = audience
        self.isWarning = isWarning
    }
}

extension [ReportNote] {
    /// Sentences for everybody, or for some.
    public init(_ sentences: [String], for audience: ReportNote.Audience = .everybody) {
        self = sentences.map { ReportNote($0, for: audience) }
    }
}
