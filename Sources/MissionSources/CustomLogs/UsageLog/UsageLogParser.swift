// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns the lines of a usage log into calls, or into conversations where they tell running totals.
struct UsageLogParser: LogParser {
    var output: LogOutput
    /// A parser that takes every line for a call, once this one has found that it should have.
    private(set) var rereading: (any LogParser)?
    private var totals: RunningTotals
    private let names = NameCache()
    private let call: ScriptCall
    /// Where each conversation stands in the output: a thousand running totals are one.
    private var places: [String: Int] = [:]

    init(_ file: LogFile, totals: RunningTotals = RunningTotals()) {
        output = LogOutput(file)
        self.totals = totals
        call = ScriptCall(source: .usageLog, harness: UsageLogSource.kind, place: String(file.baseName))
    }

    var state: String { totals.text }

    mutating func resume(from state: String) -> Bool {
        guard let totals = RunningTotals(state) else { return false }
        self.totals = totals
        return true
    }

    /// Scripts choose their own names.
    static let selection: JSONSelection? = .everything

    func wants(_ line: Span<UInt8>) -> Bool { true }

    mutating func take(_ entry: JSONValue, at line: LineReader.Line) {
        let record = ScriptRecord(entry)
        guard record.isCall, rereading == nil else { return }
        do throws(RejectionReason) {
            // Lines in which nothing was measured say nothing about how the others count.
            if let session = call.named(record), record.hasUsage {
                let wereCalls = totals.areCalls
                totals.compare(session, try record.tokens(), try record.cost())
                if !totals.areCalls {
                    try conversation(session, record)
                    return
                }
                if !wereCalls {
                    rereading = UsageLogParser(output.file, totals: totals)
                    return
                }
            }
            output.events.append(try call.event(record, names))
        } catch {
            output.reject(line, error)
        }
    }

    private mutating func conversation(_ session: String, _ record: ScriptRecord) throws(RejectionReason) {
        var hash = ContentHash("usage-log conversation")
        hash.add(session)
        let event = try call.event(record, names, id: hash.id, grain: .conversation)
        // What was handed over is no longer there to be completed.
        guard let place = places[session], place < output.events.count, output.events[place].id == event.id else {
            places[session] = output.events.count
            output.events.append(event)
            return
        }
        output.events[place] = output.events[place].superseded(by: event) ?? output.events[place]
    }
}
