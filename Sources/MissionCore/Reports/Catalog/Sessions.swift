// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// Conversations, dearest first.
    public static let sessions = Report(
        id: "sessions", title: "Usage by session", summary: "Conversations, dearest first.",
        groupBy: [.session], order: .byCost)
}
