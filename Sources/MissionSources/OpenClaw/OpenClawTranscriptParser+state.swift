// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension OpenClawTranscriptParser.State {
    /// Reads the notation of ``text``; nil for any other.
    init?(_ text: String) {
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
        // Earlier versions did not note the model.
        guard (4...5).contains(parts.count), let start = Int64(parts[1]), let turnStart = Int64(parts[3]) else {
            return nil
        }
        sessionID = String(parts[0])
        sessionStart = start < 0 ? nil : Timestamp(milliseconds: start)
        turn = OpenClawTurn(text: parts[2])
        self.turnStart = turnStart < 0 ? nil : turnStart
        if parts.count == 5 { model = OpenClawModel(text: parts[4]) }
    }

    /// For a checkpoint.
    var text: String {
        let id = String(sessionID.map { $0 == "\t" || $0 == "\n" ? " " : $0 })
        return "\(id)\t\(sessionStart?.milliseconds ?? -1)\t\(turn.text)\t\(turnStart ?? -1)\t\(model.text)"
    }
}
