// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension OpenClawTranscriptParser.State {
    /// Reads the notation of ``text``; nil for any other.
    init?(_ text: String) {
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
        guard parts.count == 4 || parts.count == 5, let start = Int64(parts[1]), let turnStart = Int64(parts[3]) else { return nil }
        sessionID = String(parts[0])
        sessionStart = start < 0 ? nil : Timestamp(milliseconds: start)
        turn = OpenClawTurn(text: parts[2])
        self.turnStart = turnStart < 0 ? nil : turnStart
        // Earlier versions of the program did not remember it.
        let prompt = parts.count == 5 ? Int64(parts[4]) ?? -1 : -1
        promptAt = prompt < 0 ? nil : Timestamp(milliseconds: prompt)
    }

    /// For a checkpoint.
    var text: String {
        let id = String(sessionID.map { $0 == "\t" || $0 == "\n" ? " " : $0 })
        return "\(id)\t\(sessionStart?.milliseconds ?? -1)\t\(turn.text)\t\(turnStart ?? -1)"
            + "\t\(promptAt?.milliseconds ?? -1)"
    }
}
