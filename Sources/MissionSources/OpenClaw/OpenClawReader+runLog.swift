// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Logs of finished cron runs, read from where reading stopped.
extension OpenClawReader {
    /// The version of the reading: an earlier one did not keep runs.
    static let runLogState = "r1"

    mutating func readRunLog(_ work: OpenClawWork) {
        do {
            try FileAccess.withFile(home.absolute(work.item.name)) { descriptor, info in
                var parser = OpenClawRunLogParser(source: source, item: work.item.name, names: names)
                var offset: Int64 = 0
                // OpenClaw shortens a long log from its beginning, which makes it another file.
                if let known = work.position?.file, known.state == Self.runLogState,
                    known.continues(in: descriptor, info)
                {
                    offset = known.offset
                }
                lines.begin(descriptor, at: offset)
                let ending = lines.read(atMost: .max - offset) { parser.parse($0, $1) }
                if case .failed(let code) = ending { throw FileAccess.Failure(errno: code) }
                parser.parseUnfinished(lines.unfinished, at: lines.offset)
                batch.events += parser.events
                batch.sessions += parser.sessions
                batch.cronRuns += parser.runs
                batch.rejections += parser.rejections
                let reached = FilePosition(info, descriptor: descriptor, offset: lines.offset, state: Self.runLogState)
                batch.record(work.item.name, OpenClawPosition(reached), bytes: lines.offset - offset)
            }
        } catch {
            problem(work.item, error)
        }
    }
}
