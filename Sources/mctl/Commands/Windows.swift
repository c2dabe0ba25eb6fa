// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl windows`
struct Windows: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "windows", abstract: "Windows of five hours, as plans count them: used, rate and projection.",
        discussion: """
            A window begins with the full UTC hour of its first call and has five hours. The rule, the options and the names \
            in --json are those of ccusage; where a provider tells its own windows, `mctl status` shows them.
            """, aliases: ["blocks"])

    @Flag(name: .shortAndLong, help: "Only the window that goes on now.")
    var active = false

    @Flag(name: .shortAndLong, help: "Only windows of the last three days.")
    var recent = false

    @Option(
        name: [.customLong("token-limit"), .customShort("t")],
        help: ArgumentHelp("Tokens that a window may have; max: as many as the largest had.", valueName: "tokens"))
    var tokenLimit: String?

    @Option(
        name: [.customLong("session-length"), .customShort("n")],
        help: ArgumentHelp("The hours of a window.", valueName: "hours"))
    var hours: Int64 = UsageBlock.hours

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try usage.check(WindowReport().options, global)
        guard (1...168).contains(hours) else { throw ValidationError("--session-length needs hours from 1 to 168.") }
        if recent, !usage.range.isOpen { throw ValidationError("--recent names days: give no others.") }
        _ = try limit
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let report = WindowReport(BlockUsage.Options(hours: hours, isActiveOnly: active, limit: try limit))
            try await usage.show(report, global) { request, now in
                if recent { request.since = request.zone.day(of: now).advanced(by: -2) }
            }
        }
    }

    private var limit: BlockUsage.Limit? {
        get throws {
            guard let tokenLimit else { return nil }
            if tokenLimit == "max" { return .largest }
            guard let tokens = Int64(tokenLimit), tokens > 0 else {
                throw ValidationError("--token-limit needs a number from 1 on, or max.")
            }
            return .tokens(tokens)
        }
    }
}
