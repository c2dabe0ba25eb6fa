// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What OpenClaw's gateway sends in the shape of OpenClaw's own files, read by the rules of those files: so a call has the
/// same identity and the same figures whichever way it came.
package enum OpenClawWire {
    /// What a transcript's message says.
    package enum Message {
        /// It begins a turn.
        case turn(OpenClawTurn)
        /// A model's call.
        case call(OpenClawRecord)
        /// Neither.
        case nothing
    }

    /// What a piece of a transcript holds.
    package struct Transcript {
        package var events: [UsageEvent]
        package var rejections: [Rejection]
        package var facts: SessionFacts?
    }

    /// Reads the message of an entry.
    package static func message(_ message: JSONValue, id: String?) -> Message {
        switch OpenClawLineDecoder.message(["id": JSONValue(id), "message": message], .standard) {
        case .turn(let turn, _): .turn(turn)
        case .call(let record): .call(record)
        default: .nothing
        }
    }

    /// Reads the last messages of a conversation.
    ///
    /// - Parameters:
    ///   - entries: The entries with their numbers, for rejections.
    ///   - item: What rejections name.
    package static func transcript(
        _ entries: [(entry: JSONValue, number: Int64)], source: SourceID, item: String, agent: String, session: String
    ) -> Transcript {
        var parser = OpenClawTranscriptParser(
            source: source, item: item, agent: agent, state: OpenClawTranscriptParser.State(sessionID: session))
        for (entry, number) in entries {
            let line = Array(entry.text().utf8)
            parser.parse(line.span, LineReader.Line(offset: number, length: Int64(line.count), isTooLong: false))
        }
        let parsed = parser.drain()
        return Transcript(events: parsed.events, rejections: parsed.rejections, facts: parsed.facts)
    }

    /// What a row of the session store says about its conversations.
    package static func facts(key: String, row: JSONValue, agent: String) -> [SessionFacts] {
        OpenClawSessionStore.facts(key: key, entry: row, agent: agent)
    }

    /// A scheduled job; nil when it has no id.
    package static func job(_ value: JSONValue) -> CronJobFacts? {
        OpenClawCronStore.job(from: value)
    }

    /// A model's price, in dollars per million tokens; nil when any of it is no amount within reason.
    package static func card(_ cost: JSONValue) -> RateCard? {
        OpenClawConfig.card(cost)
    }

    /// What a call may cost; more is a mistake of whoever tells it.
    package static let plausibleCost = OpenClawLineDecoder.plausibleCost
}
