// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What the rest of the program tells the server about itself.
package struct HealthReport: Hashable, Sendable {
    /// The places that were looked at.
    package var sources: [HealthSource]
    /// Places that exist and could not be read.
    package var problems: [SourceProblem]
    /// Why the program is not ready to answer; empty when it is.
    package var reasonsNotReady: [String]

    /// A report; without arguments nothing is wrong and nothing was found.
    package init(sources: [HealthSource] = [], problems: [SourceProblem] = [], reasonsNotReady: [String] = []) {
        self.sources = sources
        self.problems = problems
        self.reasonsNotReady = reasonsNotReady
    }
}

/// A place that was looked at for usage.
package struct HealthSource: Hashable, Sendable {
    /// What it is.
    package var source: SourceID
    /// Whether the place exists.
    package var exists: Bool
    /// How many files or databases were found there.
    package var items: Int
    /// Stores found there that tell their version.
    package var stores: [String]

    package init(source: SourceID, exists: Bool, items: Int = 0, stores: [String] = []) {
        self.source = source
        self.exists = exists
        self.items = items
        self.stores = stores
    }
}
