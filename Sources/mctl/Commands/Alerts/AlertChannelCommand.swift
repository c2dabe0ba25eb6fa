// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionDelivery

/// `mctl alerts channel`
struct AlertChannelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channel", abstract: "Where alerts are sent to.",
        discussion: "Channels are kept in channels.json of the data folder, which only its owner can read.",
        subcommands: [AlertChannelAdd.self, AlertChannelList.self, AlertChannelRemove.self],
        defaultSubcommand: AlertChannelList.self)
}

/// `mctl alerts channel list`
struct AlertChannelList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The channels that are kept, without their secrets.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let channels = try ChannelFile(global.directory).read().channels
            if global.json {
                let answer: JSONValue = ["schema_version": 1, "channels": .array(channels.map(\.publicJSON))]
                return Console.output(answer.text(.indented))
            }
            let header = ["Name", "Kind", "Tells", "Rules", "Goes to"]
            let rows = channels.map { [$0.name, $0.kind.name, $0.severities, $0.rules, $0.kind.destination] }
            Console.output(
                rows.isEmpty
                    ? "No channel is kept; `mctl alerts channel add KIND NAME` adds one.\n"
                    : Columns([header] + rows).text)
        }
    }
}

/// `mctl alerts channel remove`
struct AlertChannelRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget a channel and its secrets.")

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let file = ChannelFile(global.directory)
            var list = try file.read()
            guard list.remove(name) else {
                throw CommandFailure(status: .noInput, message: "there is no channel “\(name)”")
            }
            try file.write(list)
            Console.output(
                global.json
                    ? (["schema_version": 1, "name": .string(name), "removed": true] as JSONValue).text(.indented)
                    : "Removed \(name).\n")
        }
    }
}

extension ChannelSettings {
    /// `warning and up, what is over`.
    fileprivate var severities: String {
        (minimumSeverity == .critical ? "critical" : "warning, critical") + (tellsResolved ? ", resolved" : "")
    }

    fileprivate var rules: String { only.isEmpty ? "all" : only.joined(separator: ", ") }
}
