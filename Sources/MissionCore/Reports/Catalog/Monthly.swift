// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// Usage and cost of each month.
    public static let monthly = Report(
        id: "monthly", title: "Usage by month", summary: "Usage and cost of each month.",
        groupBy: [.month], order: .byKey)
}
