// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl cron`: the report of that name, with each job's runs.
struct Cron: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cron", abstract: "What each scheduled job costs, and each of its runs.",
        discussion: """
            A run is what the scheduler's log calls one; without it, a session of its own, or, inside another conversation, \
            the job's calls with less than five minutes from one to the next. What has no known cost is a dash, not zero.
            """, aliases: ["cron-jobs"])

    @Flag(help: "One line per run, the newest first, instead of one per job.")
    var runs = false

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if runs, usage.csv || usage.groupBy != nil || usage.breakdown {
            throw ValidationError("--runs is a table or --json; --csv, --group-by and --breakdown are for jobs.")
        }
        try usage.check(UsageReport.cron.options, global)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let isBySum = usage.csv || usage.groupBy != nil || usage.breakdown
            let report: any Report = isBySum ? UsageReport.cron : CronReport(isByRun: runs, hasSums: global.json)
            try await usage.show(report, global)
        }
    }
}
