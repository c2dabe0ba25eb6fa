// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
package import MissionCore

/// `mctl status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One screen: today, this month, where it is heading, and how fast.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let reader = try global.reader()
            let overview = try await Overview.load(from: reader, zone: try global.zone(), now: SystemClock().now)
            let quotas = try await GatewayQuotas.load(from: reader, now: overview.now)
            let screen = StatusScreen(overview, quotas: quotas)
            Console.output(global.json ? screen.document.rendered(as: .json) : screen.text(Console.tableStyle))
        }
    }
}

/// `mctl costs`
struct Costs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What GET /api/costs answers, as JSON.",
        discussion: "Dollars with cents, for scripts written against that interface.")

    @Option(help: ArgumentHelp("7d, 30d, 90d or all.", valueName: "span"))
    var timeframe = CostsTimeframe.month

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let answer = try await CostsAnswer.load(
                from: try global.reader(), timeframe: timeframe, zone: try global.zone(), now: SystemClock().now)
            Console.output(answer.json.text(.indented))
        }
    }
}

extension CostsTimeframe: ExpressibleByArgument {}
