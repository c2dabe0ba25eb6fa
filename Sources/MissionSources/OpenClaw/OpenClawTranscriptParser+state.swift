// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension OpenClawTranscriptParser.State {
    /// Which version of the parser kept it: another one may have understood turns differently, and reads anew.
    private static let version = "2"

    /// Reads the notation of ``text``; nil for any other, which means to read from the beginning.
    init?(_ text: String) {
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
        guard parts.count == 7, parts[6] == Self.version, let start = Int64(parts[1]), let turnStart = Int64(parts[3]),
            let prompt = Int64(parts[5])
        else { return nil }
        sessionID = String(parts[0])
        sessionStart = start < 0 ? nil : Timestamp(milliseconds: start)
        turn = OpenClawTurn(text: parts[2])
        self.turnStart = turnStart < 0 ? nil : turnStart
        model = OpenClawModel(text: parts[4])
        promptAt = prompt < 0 ? nil : Timestamp(milliseconds: prompt)
    }

    /// For a checkpoint.
    var text: String {
        let id = String(sessionID.map { $0 == "\t" || $0 == "\n" ? " " : $0 })
        let numbers = (start: sessionStart?.milliseconds ?? -1, turn: turnStart ?? -1)
        return "\(id)\t\(numbers.start)\t\(turn.text)\t\(numbers.turn)\t\(model.text)"
            + "\t\(promptAt?.milliseconds ?? -1)\t\(Self.version)"
    }
}
