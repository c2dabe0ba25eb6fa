// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionDelivery

/// `mctl alerts channel add`
struct AlertChannelAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Keep a channel, so that alerts are sent there.",
        discussion:
            "Secrets come from files or standard input (-). Nothing is sent; `mctl alerts test NAME` does that.",
        subcommands: [
            AddTelegram.self, AddEmail.self, AddWebhook.self, AddSlack.self, AddDiscord.self, AddNtfy.self,
        ])
}

/// `mctl alerts channel add telegram`
struct AddTelegram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "telegram", abstract: "A chat of Telegram, written to by a bot.")

    @OptionGroup var channel: ChannelOptions

    @Option(
        name: .customLong("token-file"),
        help: ArgumentHelp("A file that holds the bot's token, or - for standard input.", valueName: "file"),
        completion: .file())
    var tokenFile: String

    @Option(
        help: ArgumentHelp(
            "The chat: a number, or @name of a public channel. A group's number begins with -, as in --chat=-100123.",
            valueName: "id"))
    var chat: String

    @Option(help: ArgumentHelp("A topic of the chat.", valueName: "number"))
    var thread: Int64?

    @Option(help: ArgumentHelp("A Bot API server of one's own.", valueName: "url"))
    var api: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let topic = thread.map { [JSONMember(key: "thread", value: .integer($0))] } ?? []
            try channel.keep(
                "telegram",
                try JSONMember.secret("token", tokenFile) + JSONMember.text("chat", chat) + topic
                    + JSONMember.text("api", api),
                global)
        }
    }
}

/// `mctl alerts channel add webhook`
struct AddWebhook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook", abstract: "A program of yours that takes signed requests (Standard Webhooks).",
        discussion: "Without --secret-file a signing secret is made and shown once.")

    @OptionGroup var channel: ChannelOptions
    @OptionGroup var address: AddressOptions

    @Option(
        name: .customLong("secret-file"),
        help: ArgumentHelp(
            "A file that holds a signing secret, whsec_…, or - for standard input; several sign one after the other.",
            valueName: "file"),
        completion: .file())
    var secretFiles: [String] = []

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let given = try secretFiles.map { JSONValue.string(try SecretFile($0).read()) }
            let made = given.isEmpty ? JSONMember(key: "secret", value: .string(WebhookSecret().text)) : nil
            let secrets = JSONMember(key: "secrets", value: .array(made.map { [$0.value] } ?? given))
            try channel.keep("webhook", try address.members + [secrets], told: made, global)
        }
    }
}

/// `mctl alerts channel add slack`
struct AddSlack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slack", abstract: "A channel of Slack, by an incoming webhook.")

    @OptionGroup var channel: ChannelOptions
    @OptionGroup var address: SecretAddressOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting { try channel.keep("slack", try address.members, global) }
    }
}

/// `mctl alerts channel add discord`
struct AddDiscord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discord", abstract: "A channel of Discord, by a webhook.")

    @OptionGroup var channel: ChannelOptions
    @OptionGroup var address: SecretAddressOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting { try channel.keep("discord", try address.members, global) }
    }
}

/// `mctl alerts channel add ntfy`
struct AddNtfy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ntfy", abstract: "A topic of ntfy, on ntfy.sh or a server of one's own.")

    @OptionGroup var channel: ChannelOptions
    @OptionGroup var address: AddressOptions

    @Option(
        name: .customLong("token-file"),
        help: ArgumentHelp("A file that holds an access token, or - for standard input.", valueName: "file"),
        completion: .file())
    var tokenFile: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            try channel.keep("ntfy", try address.members + JSONMember.secret("token", tokenFile), global)
        }
    }
}
