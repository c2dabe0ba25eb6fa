// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// Providers, dearest first.
    public static let providers = Report(
        id: "providers", title: "Usage by provider", summary: "Providers, dearest first.",
        groupBy: [.provider], order: .byCost)
}
