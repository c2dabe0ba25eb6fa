// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How long something took, for people.
package enum DurationText {
    /// `850 ms`, `12 s`, `3 min 5 s`, `2 h 4 min`.
    package static func short(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        return switch milliseconds {
        case ..<1000: "\(milliseconds) ms"
        case ..<60_000: "\(seconds) s"
        case ..<3_600_000: "\(seconds / 60) min \(seconds % 60) s"
        default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }

    /// To the nearest minute: `under a minute`, `3 min`, `2 h 4 min`, `6 d 3 h`.
    package static func rough(_ milliseconds: Int64) -> String {
        let minutes = milliseconds.addingSaturating(30_000) / 60_000
        return switch minutes {
        case ..<1: "under a minute"
        case ..<60: "\(minutes) min"
        case ..<2880: "\(minutes / 60) h \(minutes % 60) min"
        default: "\(minutes / 1440) d \(minutes % 1440 / 60) h"
        }
    }
}
