// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionClickHouse
internal import MissionCore
internal import MissionGateway
internal import MissionSources

/// `mctl doctor [PATH…]`
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Where was looked, what was found, what could not be read, and what to do about it.",
        discussion: """
            It looks at the sources itself and changes nothing, so that it can tell before anything was read. To gateways it \
            says hello. Ends with \
            69 when a store exists and yields nothing, with 66 when there is nothing to read at all.
            """)

    @OptionGroup var sources: SourceOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let content = global.gateways.content()
            let address = try global.clickHouse
            let diagnosis = try await Diagnosis.make(
                sources.find(global.directory), ledger: address?.text ?? global.directory.ledger,
                open: address.map { address in { try await ClickHouseLedger.open(address, mode: .readOnly) } },
                prices: try PriceSource(global.directory).provider.current,
                gateways: await GatewayLook.all(content.gateways, dataFolder: global.directory.path),
                gatewayProblems: content.problems, now: SystemClock().now)
            Console.output(global.json ? diagnosis.json.text(.indented) : diagnosis.text)
            if let status = diagnosis.status { throw ExitCode(status.rawValue) }
        }
    }
}
