// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The page of the calls that a suggestion is about.
enum SuggestionLink {
    /// - Returns: nil where an address cannot carry the names.
    static func href(_ row: ReportRow, _ table: ReportTable, _ state: PageState) -> String? {
        guard let place = table.index(of: "filters"), case .record(let facts) = row.cells[place] else { return nil }
        var page = state
        page.range = .standard
        page.filters = []
        for fact in facts {
            guard let dimension = MissionCore.Dimension(rawValue: fact.key), case .list(let values) = fact.value,
                PageState.dimensions.contains(dimension)
            else { return nil }
            for case .text(let value) in values {
                guard PageState.isLinkable(value) else { return nil }
                page.filters.append(PageState.Filter(dimension: dimension, value: value))
            }
        }
        return page.on(PageEntry.breakdown.path)
    }
}
