// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The tables that hold sums of whole UTC days, one row per day with all its sums packed: see ``PackedSums``.
///
/// A report over years reads a few hundred rows of them in the place of a million rollups.
enum DayTable: String, CaseIterable {
    /// By quarter hour of the day (0 to 95) and profile: for days of other zones, for hours, and for the ends of a window.
    case quarters = "day_quarters"
    /// By 0 and profile.
    case profiles = "day_profiles"
    /// By the conversation that the calls count for and profile.
    case sessions = "day_sessions"
    /// By quarter hour of the day and outcome: how calls to services ended.
    case outcomes = "day_outcomes"
    /// By the millisecond of the day and conversation: heartbeat calls, see ``Occasions``.
    case wakes = "day_wakes"
    /// By the millisecond of the day and conversation: calls of scheduled jobs, see ``Occasions``.
    case runs = "day_runs"

    /// Quarter hours in a day.
    static let size: Int64 = 96

    /// How many numbers each of its sums has.
    var width: Int {
        switch self {
        case .quarters, .profiles, .sessions: RollupColumn.all.count
        case .outcomes: OutcomeSums.width
        case .wakes, .runs: OccasionPart.headWidth + RollupColumn.all.count
        }
    }

    /// Takes the first day and the one behind the last, in days since 1970.
    var select: String { "SELECT day, entries FROM \(rawValue) WHERE day >= ?1 AND day < ?2" }
    var selectDay: String { "SELECT entries FROM \(rawValue) WHERE day = ?1" }
    var replace: String { "INSERT OR REPLACE INTO \(rawValue) (day, entries) VALUES (?1, ?2)" }
    var delete: String { "DELETE FROM \(rawValue) WHERE day = ?1" }
}
