// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl suggestions`
struct Suggestions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggestions", abstract: SuggestionReport().summary,
        discussion: """
            The last 30 days, or what --since and --until name of them. Below the table stands the command that lists the calls \
            of each, and the one that tells later whether it worked; --json also names the newest of the calls that show it.
            """)

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        try usage.check(SuggestionReport().options, global)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            try await usage.show(SuggestionReport(try PriceSource(global.directory).provider), global)
        }
    }
}
