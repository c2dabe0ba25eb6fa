// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// Which report of the catalogue a command shows.
protocol ReportName {
    associatedtype Shown: Report
    static var report: Shown { get }
    /// What is said about it below its summary.
    static var discussion: String { get }
}

extension ReportName {
    static var discussion: String { "" }
}

/// A report of the catalogue as a command.
struct ReportCommand<Name: ReportName>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Name.report.id, abstract: Name.report.summary, discussion: Name.discussion)
    }

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try usage.check(Name.report.options, global)
    }

    func run() async throws {
        try await CommandFailure.reporting { try await usage.show(Name.report, global) }
    }
}

/// One line per report: the command line has no way to make its commands from a list. A test compares it with the catalogue.
enum ReportCommands {
    static let all: [any ParsableCommand.Type] = [
        Usage.self, ReportCommand<DailyName>.self, ReportCommand<WeeklyName>.self,
        ReportCommand<MonthlyName>.self, Sessions.self, ReportCommand<ModelsName>.self,
        ReportCommand<AgentsName>.self, ReportCommand<ProvidersName>.self, Cron.self,
        ReportCommand<KindsName>.self, Blocks.self, ReportCommand<HeartbeatsName>.self,
        ReportCommand<SubagentsName>.self, ForecastCommand.self, WhatIf.self, Suggestions.self, Subscriptions.self,
    ]

    enum DailyName: ReportName { static let report = UsageReport.daily }
    enum WeeklyName: ReportName { static let report = UsageReport.weekly }
    enum MonthlyName: ReportName { static let report = UsageReport.monthly }
    enum ModelsName: ReportName { static let report = UsageReport.models }
    enum AgentsName: ReportName { static let report = UsageReport.agents }
    enum ProvidersName: ReportName { static let report = UsageReport.providers }
    enum KindsName: ReportName { static let report = UsageReport.kinds }
    enum HeartbeatsName: ReportName {
        static let report = HeartbeatReport()
        static let discussion = """
            A wake is a session of kind heartbeat, or, inside another conversation, heartbeat calls with less than five \
            minutes from one to the next; it belongs to the day on which it began.
            """
    }
    enum SubagentsName: ReportName {
        static let report = SubagentReport()
        static let discussion = "Children stand indented below their parents. The total counts each call once."
    }
}
