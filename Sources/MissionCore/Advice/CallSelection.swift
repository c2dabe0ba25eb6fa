// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Which calls a figure is about, so that anybody can ask for them again.
package struct CallSelection: Hashable, Sendable {
    /// For each dimension named, the values of which one must match.
    package var filters: [Dimension: Set<String>]
    /// The first local day; nil leaves the beginning open.
    package var since: CivilDay?
    /// The last local day, included; nil leaves the end open.
    package var until: CivilDay?
    /// Whose days.
    package var zone: Zone
    /// Which cost counts.
    package var costMode: CostMode

    package init(
        _ filters: [Dimension: Set<String>], since: CivilDay? = nil, until: CivilDay? = nil, zone: Zone = .utc,
        costMode: CostMode = .auto
    ) {
        self.filters = filters
        self.since = since
        self.until = until
        self.zone = zone
        self.costMode = costMode
    }

    /// Adds what an outer question asks for already; where both name a dimension, this one is the narrower.
    func within(_ outer: [Dimension: Set<String>]) -> CallSelection {
        var inner = self
        inner.filters.merge(outer) { own, _ in own }
        return inner
    }
}
