// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl usage`: the report of that name, its calls, or how the figures of one conversation came about.
struct Usage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: UsageReport.usage.id, abstract: UsageReport.usage.summary)

    @Option(
        help: ArgumentHelp(
            "Show every row of the conversation with this key or id, where each was seen, and why it does or does not count.",
            valueName: "session"))
    var explain: String?

    @Flag(help: "Show the calls one by one, the newest first, instead of their sums.")
    var calls = false

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try usage.check(UsageReport.usage.options, global)
        if calls, explain != nil || usage.groupBy != nil || usage.breakdown || usage.order != nil {
            throw ValidationError(
                "--calls lists calls: --explain, --group-by, --breakdown and --order do not go with it.")
        }
        if explain != nil, try !usage.isPlain(global) {
            throw ValidationError(
                "--explain is about all of one conversation: only --limit, --json and --tz go with it.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            if let explain { return try await usage.explain(explain, global) }
            if calls { return try await usage.show(CallReport(), global) }
            try await usage.show(UsageReport.usage, global) { request, _ in
                // One total has no rows to break down: its parts are the models.
                if request.isBrokenDown, request.groupBy == nil { request.groupBy = [.model] }
            }
        }
    }
}
