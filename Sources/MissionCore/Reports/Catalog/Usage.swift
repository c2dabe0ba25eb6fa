// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// What all calls together consumed and cost.
    public static let usage = Report(
        id: "usage", title: "Usage", summary: "What all calls together consumed and cost.",
        groupBy: [], order: .byKey)
}
