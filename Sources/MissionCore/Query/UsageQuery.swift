// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The only question a ledger answers: which calls, grouped how, in whose time zone.
package struct UsageQuery: Hashable, Sendable {
    /// The calls' time, to the quarter hour.
    package var window: Window
    /// How to group, in order; at most one dimension of time. Empty for one total.
    package var groupBy: [Dimension]
    /// For each dimension named, the values of which one must match. A conversation answers to its key, its id and the key it
    /// would have in OpenClaw, a model to `provider/model` and to its name alone, with or without a vendor before it, an agent
    /// outside OpenClaw to its name and to its program's. Dimensions of time are filtered by `window`.
    package var filters: [Dimension: Set<String>]
    /// Whose hours and days.
    package var zone: Zone
    /// Which cost counts.
    package var costMode: CostMode
    /// Whether rows that are no calls are included.
    package var includeSynthetic: Bool

    package init(
        window: Window = .always, groupBy: [Dimension] = [], filters: [Dimension: Set<String>] = [:], zone: Zone = .utc,
        costMode: CostMode = .auto, includeSynthetic: Bool = false
    ) {
        self.window = window
        self.groupBy = groupBy
        self.filters = filters
        // People write a model as its log did; ledgers know it by its normalised name.
        if let models = filters[.model] { self.filters[.model] = Set(models.flatMap(ModelName.filters)) }
        self.zone = zone
        self.costMode = costMode
        self.includeSynthetic = includeSynthetic
    }

    /// The grain of time it groups by, if any.
    package var granularity: Granularity? {
        groupBy.lazy.compactMap(\.granularity).first
    }
}

/// Which cost totals count.
package enum CostMode: String, Sendable, CaseIterable {
    /// The best of what is known, call by call.
    case auto
    /// What the logs recorded.
    case reported
    /// List prices.
    case estimated
}
