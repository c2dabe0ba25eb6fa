// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// Usage and cost of each ISO week, named by its Monday.
    public static let weekly = Report(
        id: "weekly", title: "Usage by week", summary: "Usage and cost of each ISO week, named by its Monday.",
        groupBy: [.week], order: .byKey)
}
