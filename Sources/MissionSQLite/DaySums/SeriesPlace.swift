// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Where the sums of days have a series.
struct SeriesPlace: Equatable {
    /// The conversation that its calls count for.
    var session: Int64
    /// What else is known about its calls.
    var profile: Int64
    /// The service that it called and how that ended.
    var outcome: Int64
    /// Whether its calls are heartbeats'.
    var isWake: Bool
    /// Whether its calls are a scheduled job's.
    var isRun: Bool
}
