// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A line in the user's crontab.
struct Crontab: Scheduler {
    /// Tells our line from everybody else's.
    static let mark = "# mission-control: mctl collect"

    let name = "crontab"
    let title = "the user's crontab"
    private let tool = Tool(name: "crontab")

    var isUsable: Bool {
        // Without a crontab of one's own it ends with 1; not being allowed to have one, too, but says so.
        guard let outcome = try? tool.run("-l") else { return false }
        return outcome.code == 0 || outcome.error.contains("no crontab")
    }

    func installed() throws -> String? {
        try lines().first(where: Self.isOurs)
    }

    func install(_ job: CollectJob) throws {
        try write(try lines().filter { !Self.isOurs($0) } + [Self.line(job)])
    }

    func remove() throws {
        try write(try lines().filter { !Self.isOurs($0) })
    }

    /// The line: at each full hour, quietly, for cron would send a mail about every word.
    static func line(_ job: CollectJob) -> String {
        // cron takes an unescaped percent sign for the end of the line.
        "0 * * * * \(job.shellCommand.replacing("%", with: "\\%")) >/dev/null 2>&1 \(mark)"
    }

    private static func isOurs(_ line: String) -> Bool {
        line.hasSuffix(mark)
    }

    private func lines() throws -> [String] {
        guard let outcome = try tool.run("-l"), outcome.code == 0 else { return [] }
        var lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private func write(_ lines: [String]) throws {
        try tool.must(try tool.run("-", input: lines.map { "\($0)\n" }.joined()))
    }
}
