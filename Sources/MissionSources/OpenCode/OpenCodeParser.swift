// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns one message's file into a call.
struct OpenCodeParser: LogParser {
    var output: LogOutput
    let state = "-"
    let isDocument = true

    init(_ file: LogFile) {
        output = LogOutput(file)
    }

    static let selection: JSONSelection? = OpenCodeMessage.selection

    func wants(_ line: Span<UInt8>) -> Bool {
        JSONObjects.contains(["\"tokens\""], in: line)
    }

    mutating func resume(from state: String) -> Bool { false }

    mutating func take(_ entry: JSONValue, at line: LineReader.Line) {
        let session = entry.at("sessionID") ?? entry.at("metadata")?.at("sessionID")
        let context = OpenCodeMessage.Context(id: entry.at("id")?.text, session: session?.text)
        guard let message = OpenCodeMessage(entry, context), message.isCall else { return }
        do throws(RejectionReason) {
            output.events.append(try message.event())
            output.sessions.append(message.facts)
        } catch {
            output.reject(line, error)
        }
    }
}
