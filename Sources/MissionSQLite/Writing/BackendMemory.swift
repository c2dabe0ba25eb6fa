// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What the writer remembers about backends.
struct BackendMemory: Sendable {
    /// Whose turns each conversation answered.
    let links: [BackendName: Set<Int64>]
    /// Sessions that share such a conversation with others.
    let sharing: Set<Int64>
    /// Whether there is any turn that another program answered.
    var hasTurns: Bool
    /// Whether there are turns about which nothing was ever decided.
    var hasUndecided: Bool

    init(_ links: [BackendName: Set<Int64>], hasTurns: Bool, hasUndecided: Bool) {
        self.links = links
        sharing = links.values.reduce(into: []) { if $1.count > 1 { $0.formUnion($1) } }
        self.hasTurns = hasTurns
        self.hasUndecided = hasUndecided
    }

    /// Whether there is anything to decide.
    var isAny: Bool { hasTurns || !links.isEmpty }
}
