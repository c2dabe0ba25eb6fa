// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a row of an answer has in a dimension.
package enum DimensionValue: Hashable, Sendable {
    /// Nothing: its calls have no such thing.
    case none
    /// A local hour.
    case hour(LocalHour)
    /// A local day; a week is known by its Monday.
    case day(CivilDay)
    /// A local month, by its first day.
    case month(CivilDay)
    /// A name.
    case name(String)

    /// Reads what a ledger calls it.
    ///
    /// - Parameter text: A name, `2026-11-21T14:00`, `2026-11-21` or `2026-11`; nil where there is none.
    package init(_ text: String?, in dimension: Dimension) {
        let value: DimensionValue? =
            switch dimension.granularity {
            case nil: nil
            case .hour: text.flatMap(LocalHour.init).map(DimensionValue.hour)
            case .day, .week: text.flatMap(CivilDay.init).map(DimensionValue.day)
            case .month: text.flatMap { CivilDay("\($0)-01") }.map(DimensionValue.month)
            }
        self = value ?? text.map(DimensionValue.name) ?? .none
    }

    /// What a ledger calls it; nil where there is none.
    package var text: String? {
        switch self {
        case .none: nil
        case .hour(let hour): hour.description
        case .day(let day): day.description
        case .month(let day): day.monthDescription
        case .name(let name): name
        }
    }

    /// The day, where it is one.
    package var day: CivilDay? {
        if case .day(let day) = self { day } else { nil }
    }

    /// The hour, where it is one.
    package var hour: LocalHour? {
        if case .hour(let hour) = self { hour } else { nil }
    }

    /// The week or month of a day; other values as they are.
    func coarsened(to granularity: Granularity?) -> DimensionValue {
        switch (self, granularity) {
        case (.day(let day), .week): .day(day.startOfWeek)
        case (.day(let day), .month): .month(day.startOfMonth)
        default: self
        }
    }
}

extension DimensionValue: Comparable {
    /// Time first to last, names by their letters; what has no value comes last.
    package static func < (left: DimensionValue, right: DimensionValue) -> Bool {
        switch (left, right) {
        case (.none, _): false
        case (_, .none): true
        case (.hour(let first), .hour(let second)): first.number < second.number
        case (.day(let first), .day(let second)), (.month(let first), .month(let second)): first < second
        default: (left.text ?? "") < (right.text ?? "")
        }
    }
}
