// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import OpenClawFormat

/// Turns the lines of `cron/runs/<job>.jsonl` into runs. Pure: it knows neither files nor clocks.
struct OpenClawRunLogParser {
    let source: SourceID
    let item: String
    /// The job, by the file's name.
    let job: String
    let names: NameCache
    private(set) var events: [UsageEvent] = []
    private(set) var sessions: [SessionFacts] = []
    private(set) var runs: [CronRunFacts] = []
    private(set) var rejections: [Rejection] = []

    init(source: SourceID, item: String, names: NameCache) {
        self.source = source
        self.item = item
        self.names = names
        let file = item.split(separator: "/").last ?? Substring(item)
        job = String(file.hasSuffix(".jsonl") ? file.dropLast(6) : file)
    }

    /// Takes one line, without its newline.
    mutating func parse(_ line: Span<UInt8>, _ info: LineReader.Line) {
        if info.isTooLong { return reject(info, .tooLong) }
        var start = 0
        JSONScanner.skipSpace(line, &start)
        if start == line.count { return }
        guard let entry = JSONObjects.value(line) else { return reject(info, .notJSON) }
        take(entry, info)
    }

    /// Takes what stands behind the last newline, if it is a whole object: the rest may still be on its way.
    mutating func parseUnfinished(_ bytes: ArraySlice<UInt8>, at offset: Int64) {
        let line = Array(bytes)
        guard bytes.last == 0x7d, let entry = JSONObjects.value(line.span) else { return }
        let before = rejections.count
        take(entry, LineReader.Line(offset: offset, length: Int64(bytes.count), isTooLong: false))
        rejections.removeSubrange(before...)
    }

    private mutating func take(_ entry: JSONValue, _ info: LineReader.Line) {
        guard let run = OpenClawCronRun(entry: entry, job: job, attribution: names.attribution) else { return }
        if let facts = run.facts { sessions.append(facts) }
        if let run = run.run { runs.append(run) }
        if let event = run.event { events.append(event) }
        if let defect = run.defect { reject(info, defect) }
    }

    private mutating func reject(_ info: LineReader.Line, _ reason: RejectionReason) {
        rejections.append(
            Rejection(source: source, item: item, position: info.offset, length: info.length, reason: reason))
    }
}
