// Mission Control
// SPDX-License-Identifier: Apache-2.0

public import MissionCore

/// What the rest of the program tells the server about itself.
public struct HealthReport: Hashable, Sendable {
    /// The places that were looked at.
    public var sources: [HealthSource]
    /// Places that exist and could not be read.
    public var problems: [SourceProblem]
    /// Why the program is not ready to answer; empty when it is.
    public var reasonsNotReady: [String]

    /// Makes a report; without arguments nothing is wrong and nothing was found.
    public init(sources: [HealthSource] = [], problems: [SourceProblem] = [], reasonsNotReady: [String] = []) {
        self.sources = sources
        self.problems = problems
        self.reasonsNotReady = reasonsNotReady
    }
}

/// A place that was looked at for usage.
public struct HealthSource: Hashable, Sendable {
    /// What it is.
    public var source: SourceID
    /// Whether the place exists.
    public var exists: Bool
    /// How many files or databases were found there.
    public var items: Int
    /// Stores found there that tell their version.
    public var stores: [String]

    /// Makes a place.
    public init(source: SourceID, exists: Bool, items: Int = 0, stores: [String] = []) {
        self.source = source
        self.exists = exists
        self.items = items
        self.stores = stores
    }
}
