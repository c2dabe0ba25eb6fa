// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// Models, dearest first.
    public static let models = Report(
        id: "models", title: "Usage by model", summary: "Models, dearest first.",
        groupBy: [.model], order: .byCost)
}
