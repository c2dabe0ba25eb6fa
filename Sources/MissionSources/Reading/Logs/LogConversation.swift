// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Which conversation a log tells of, for logs that say so once: what their parsers need to go on in the middle.
struct LogConversation {
    var id: String
    var startedAt: Timestamp?

    /// The conversation that a file's name tells of.
    init(id: String) {
        self.id = id
    }

    /// Reads the notation of a checkpoint; nil when it is of another kind.
    init?(_ text: String) {
        let parts = text.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "1", let start = Int64(parts[1]) else { return nil }
        startedAt = start < 0 ? nil : Timestamp(milliseconds: start)
        id = String(parts[2])
    }

    /// The notation for a checkpoint.
    var text: String {
        let id = String(id.map { $0 == "\t" || $0 == "\n" ? " " : $0 })
        return "1\t\(startedAt?.milliseconds ?? -1)\t\(id)"
    }
}
