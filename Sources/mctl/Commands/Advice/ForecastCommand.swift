// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl forecast`
struct ForecastCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: ForecastReport().summary,
        discussion: """
            This month, or the period that --since and --until name. The forecast is the weighted middle of exponential \
            smoothings with and without trend and weekdays and of simple means; each weighs by how wrong it was until now.
            """)

    @Flag(help: "Also say how wrong such forecasts would have been until now, beside two simple ones.")
    var backtest = false

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try usage.check(ForecastReport().options, global)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            try await usage.show(ForecastReport(), global) { request, _ in
                if backtest { request.parameters["backtest"] = ["1"] }
            }
        }
    }
}
