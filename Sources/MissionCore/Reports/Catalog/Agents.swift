// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// Agents, dearest first.
    public static let agents = Report(
        id: "agents", title: "Usage by agent", summary: "Agents, dearest first.",
        groupBy: [.agent], order: .byCost)
}
