// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// Usage and cost of each day.
    public static let daily = Report(
        id: "daily", title: "Usage by day", summary: "Usage and cost of each day.",
        groupBy: [.day], order: .byKey)
}
