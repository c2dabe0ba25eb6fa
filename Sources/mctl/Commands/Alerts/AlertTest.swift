// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionDelivery

/// `mctl alerts test`
struct AlertTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send a test message on a channel, and say what became of it.",
        discussion: "Ends with 69 where the message was not delivered.")

    @Argument(help: "The channel's name.")
    var name: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let settings = try ChannelFile(global.directory).channel(name)
            let now = SystemClock().now
            let message = AlertMessage.test(at: now)
            let outcome = await settings.channel.deliver(message, at: now)
            if global.json { Console.output(Self.json(settings, message, outcome).text(.indented)) }
            switch outcome {
            case .delivered:
                if !global.json { Console.output("Delivered on \(settings).\n") }
            case .refused(let reason):
                throw CommandFailure(status: .unavailable, message: "not delivered on \(settings): \(reason)")
            case .postponed(let reason, let wait):
                let later = wait.map { "; it asks to wait \(Self.seconds($0))" } ?? ""
                throw CommandFailure(
                    status: .unavailable, message: "not delivered on \(settings): \(reason)\(later); it may work later")
            }
        }
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        let whole = milliseconds / 1000
        return milliseconds % 1000 == 0 ? "\(whole) s" : "\(whole).\(milliseconds % 1000 / 100) s"
    }

    private static func json(
        _ settings: ChannelSettings, _ message: AlertMessage, _ outcome: DeliveryOutcome
    ) -> JSONValue {
        JSONValue.object([
            JSONMember(key: "schema_version", value: 1), JSONMember(key: "channel", value: .string(settings.name)),
            JSONMember(key: "kind", value: .string(settings.kind.name)),
            JSONMember(key: "message_id", value: .string(message.id)),
        ]).appending(outcome.json)
    }
}
