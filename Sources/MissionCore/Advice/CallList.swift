// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How many calls show something, and which are the newest of them.
package struct CallList: Hashable, Sendable {
    /// All of them.
    package private(set) var total: Int64 = 0
    /// The newest first; at most ``most``.
    package private(set) var newest: [EventID] = []

    /// So many are named.
    package static let most = 20

    /// Takes a call that is older than those before.
    mutating func add(_ id: EventID) {
        total += 1
        if newest.count < Self.most { newest.append(id) }
    }

    /// For programs.
    var cell: ReportCell {
        .record([
            ReportFact("total", .count(total)), ReportFact("newest", .list(newest.map { .text($0.description) })),
        ])
    }
}
