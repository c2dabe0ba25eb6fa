// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl alerts deliver`
struct AlertDeliver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver", abstract: "Look at budgets once and deliver what is to be told, without a server.",
        discussion: """
            `mctl serve` does it all the time. Where only `mctl ingest` runs, from cron perhaps, this goes behind it: \
            mctl ingest && mctl alerts deliver
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let open = try await global.openLedger()
            let ledger = open.ledger
            let keeper = AlertKeeper(global.directory, prices: try PriceSource(global.directory).provider)
            let clock = Present.clock
            let watch = AlertWatch(
                reader: ledger, writer: ledger, settings: keeper.watchSettings, zone: try global.zone(), clock: clock)
            _ = try await watch.look(beside: AlertSurroundings())
            let dispatcher = MessageDispatcher(
                reader: ledger, writer: ledger, clock: clock, channels: keeper.deliveryChannels)
            let tried = try await dispatcher.deliverDue()
            let waiting = try await ledger.deliveries(.waiting, limit: 1000)
            try await open.close()
            try show(tried, waiting: waiting)
        }
    }

    private func show(_ tried: [Delivery], waiting: [Delivery]) throws {
        if global.json {
            return Console.output(
                Delivery.document(tried, zone: try global.zone(), now: Present.now).rendered(as: .json))
        }
        for delivery in tried {
            let why = delivery.reason.map { ": \($0)" } ?? ""
            Console.output("\(delivery.channel): \(delivery.state.rawValue)\(why) – \(delivery.message.headline)\n")
        }
        if tried.isEmpty { Console.output("Nothing is to be delivered.\n") }
        if !waiting.isEmpty { Console.message("\(waiting.count) messages wait for their next attempt") }
    }
}
