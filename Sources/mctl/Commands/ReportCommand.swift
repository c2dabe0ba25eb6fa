// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// Which report of the catalogue a command shows.
protocol ReportName {
    static var report: Report { get }
}

/// A report of the catalogue as a command.
struct ReportCommand<Name: ReportName>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Name.report.id, abstract: Name.report.summary)
    }

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if usage.csv, global.json { throw ValidationError("Choose --json or --csv.") }
        // So that a mistake in them is told before anything is opened.
        _ = try request(now: SystemClock().now)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let now = SystemClock().now
            let reader = try global.reader()
            try await usage.show(Name.report, try request(now: now), from: reader, asJSON: global.json)
        }
    }

    private func request(now: Timestamp) throws -> ReportRequest {
        try usage.request(zone: try global.zone(), now: now)
    }
}

/// One line per report: the command line has no way to make its commands from a list. A test compares it with the catalogue.
enum ReportCommands {
    static let all: [any ParsableCommand.Type] = [
        Usage.self, ReportCommand<DailyName>.self, ReportCommand<WeeklyName>.self,
        ReportCommand<MonthlyName>.self, Sessions.self, ReportCommand<ModelsName>.self,
        ReportCommand<AgentsName>.self, ReportCommand<ProvidersName>.self, Cron.self,
        ReportCommand<KindsName>.self,
    ]

    /// What has rows of its own making and is no grouping of calls.
    static let beyond: [any ParsableCommand.Type] = [Blocks.self, Heartbeats.self, Subagents.self]

    enum DailyName: ReportName { static let report = Report.daily }
    enum WeeklyName: ReportName { static let report = Report.weekly }
    enum MonthlyName: ReportName { static let report = Report.monthly }
    enum ModelsName: ReportName { static let report = Report.models }
    enum AgentsName: ReportName { static let report = Report.agents }
    enum ProvidersName: ReportName { static let report = Report.providers }
    enum KindsName: ReportName { static let report = Report.kinds }
}
