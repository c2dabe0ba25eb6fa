// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl costs`
struct Costs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "costs", abstract: "What GET /api/costs answers, as JSON.",
        discussion: "Dollars with cents, for scripts written against that interface.")

    @Option(help: ArgumentHelp("7d, 30d, 90d or all.", valueName: "span"))
    var timeframe = CostsTimeframe.month

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let answer = try await CostsAnswer.load(
                from: try await global.ledgerReader(), timeframe: timeframe, zone: try global.zone(), now: Present.now)
            Console.output(answer.json.text(.indented))
        }
    }
}

extension CostsTimeframe: ExpressibleByArgument {}
