// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension GatewayReading {
    /// What of the gateway's calls is in no figure yet, as a sentence; nil where nothing is known to be missing.
    package var gaps: String? {
        var parts: [String] = []
        if unknownCalls > 0 {
            let are = unknownCalls == 1 ? "is" : "are"
            parts.append("\(UsageNotes.calls(unknownCalls)) \(are) known by number only: the gateway tells sums")
        }
        if missedEvents > 0 {
            let were = missedEvents == 1 ? "1 message was" : "\(missedEvents.groupedString) messages were"
            parts.append("\(were) not heard, and what calls are among them is unknown")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ") + ". Their transcripts would tell."
    }
}
