// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl what-if`
struct WhatIf: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if", abstract: WhatIfReport().summary,
        discussion: """
            Each call keeps its tokens and is charged by the other model's rates: prompt tiers, cache reads and writes, service \
            tiers. For example, how much cheaper a job would be: mctl what-if --cron ID --to anthropic/claude-haiku-4-5
            """)

    @Option(help: ArgumentHelp("The other model; may be given several times.", valueName: "provider/model"))
    var to: [String]

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if let name = to.first(where: { !$0.contains("/") }) {
            throw ValidationError("--to \(name): write it as provider/model, such as anthropic/claude-haiku-4-5.")
        }
        try usage.check(WhatIfReport().options, global)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let report = WhatIfReport(try PriceSource(global.directory).provider)
            try await usage.show(report, global) { request, _ in request.parameters["to"] = to }
        }
    }
}
