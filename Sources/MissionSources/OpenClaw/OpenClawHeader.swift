// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The first line of a transcript.
struct OpenClawHeader: Equatable {
    var sessionID: String?
    var time: Timestamp?
    var workingDirectory: String?
    /// The transcript that it forked from: a path or an id.
    var parentSession: String?
}
