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
    /// The report, with the prices that are in use.
    static func current(_ directory: DataDirectory) throws -> Shown
}

extension ReportName {
    static var discussion: String { "" }
    static func current(_ directory: DataDirectory) throws -> Shown { report }
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
        try await CommandFailure.reporting {
            try await usage.show(try Name.current(global.directory), global)
        }
    }
}

/// One line per report: the command line has no way to make its commands from a list. A test compares it with the catalogue.
enum ReportCommands {
    static let all: [any ParsableCommand.Type] = [
        Usage.self, ReportCommand<HourlyName>.self, ReportCommand<DailyName>.self, ReportCommand<WeeklyName>.self,
        ReportCommand<MonthlyName>.self, Sessions.self, ReportCommand<TopSessionsName>.self,
        ReportCommand<ModelsName>.self, ReportCommand<AgentsName>.self, ReportCommand<ProvidersName>.self, Cron.self,
        ReportCommand<HeartbeatsName>.self, ReportCommand<SubagentsName>.self, ReportCommand<KindsName>.self,
        ReportCommand<TasksName>.self, ReportCommand<ProjectsName>.self, ReportCommand<ChannelsName>.self,
        ReportCommand<CallersName>.self, ReportCommand<GatewaysName>.self, ReportCommand<AccountsName>.self,
        ReportCommand<ThinkingName>.self, ReportCommand<CacheName>.self, Windows.self, ForecastCommand.self,
        WhatIf.self, Suggestions.self, Subscriptions.self, ReconciliationCommand.self, ReportCommand<SummaryName>.self,
    ]

    enum DailyName: ReportName { static let report = UsageReport.daily }
    enum WeeklyName: ReportName { static let report = UsageReport.weekly }
    enum MonthlyName: ReportName { static let report = UsageReport.monthly }
    enum ModelsName: ReportName { static let report = UsageReport.models }
    enum AgentsName: ReportName { static let report = UsageReport.agents }
    enum ProvidersName: ReportName { static let report = UsageReport.providers }
    enum KindsName: ReportName { static let report = UsageReport.kinds }
    enum HourlyName: ReportName { static let report = UsageReport.hourly }
    enum ProjectsName: ReportName { static let report = UsageReport.projects }
    enum ChannelsName: ReportName { static let report = UsageReport.channels }
    enum CallersName: ReportName { static let report = UsageReport.callers }
    enum GatewaysName: ReportName { static let report = UsageReport.gateways }
    enum AccountsName: ReportName { static let report = UsageReport.accounts }
    enum SummaryName: ReportName {
        static let report = SummaryReport()
        static let discussion = "As a PDF to send: mctl export --month 2026-10 --output october.pdf"
    }
    enum TopSessionsName: ReportName {
        static let report = TopSessionReport()
        static let discussion = "Ten of them, unless --limit says otherwise."
    }
    enum TasksName: ReportName {
        static let report = TaskReport()
        static let discussion = """
            What a caller recorded goes first; else the first rule that applies decides, and the report shows how many \
            calls each rule decided.
            """
    }
    enum ThinkingName: ReportName {
        static let report = ThinkingReport()
        static let discussion = """
            The part of the cost is at list price, of the list price of all calls; a subscription's calls cost nothing more.
            """
        static func current(_ directory: DataDirectory) throws -> ThinkingReport {
            ThinkingReport(try PriceSource(directory).provider)
        }
    }
    enum CacheName: ReportName {
        static let report = CacheReport()
        static let discussion = """
            Each call at the list price of its own model, tier and day, compared with the same tokens as uncached input.
            """
        static func current(_ directory: DataDirectory) throws -> CacheReport {
            CacheReport(try PriceSource(directory).provider)
        }
    }
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
