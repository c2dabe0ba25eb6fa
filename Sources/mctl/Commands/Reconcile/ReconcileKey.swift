// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionBilling
internal import MissionCore

/// `mctl reconcile key`
struct ReconcileKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The keys with which providers are asked.",
        discussion: """
            They are kept in billing-keys.json of the data folder, which only its owner can read, and are shown by no command. \
            docs/reconciliation.md says which key each provider needs, and where it is made.
            """,
        subcommands: [ReconcileKeySet.self, ReconcileKeyList.self, ReconcileKeyRemove.self],
        defaultSubcommand: ReconcileKeyList.self)
}

/// `mctl reconcile key set`
struct ReconcileKeySet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Keep a provider's key; nobody is asked yet.")

    @Argument(help: "anthropic, openai or openrouter.")
    var provider: BillingProvider

    @Option(
        name: .customLong("from-file"),
        help: ArgumentHelp("A file that holds the key, or - for standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            guard let key = BillingKey(try SecretFile(file).read()) else {
                throw CommandFailure(
                    status: .configuration, message: "what the file holds is no key: 8 to 512 letters, digits and signs"
                )
            }
            let keys = BillingKeyFile(global.directory)
            var list = try keys.read()
            list[provider] = key
            try keys.write(list)
            let answer: JSONValue = ["schema_version": 1, "provider": .string(provider.rawValue), "kept": true]
            Console.output(
                global.json
                    ? answer.text(.indented) : "Kept. It is sent to \(provider.host) only, by `mctl reconcile`.\n")
        }
    }
}

/// `mctl reconcile key list`
struct ReconcileKeyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The providers whose keys are kept, without the keys.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let kept = try BillingKeyFile(global.directory).read().providers
            let rows = BillingProvider.allCases.map { provider -> JSONValue in
                ["provider": .string(provider.rawValue), "has_key": .bool(kept.contains(provider))]
            }
            let answer: JSONValue = ["schema_version": 1, "providers": .array(rows)]
            if global.json { return Console.output(answer.text(.indented)) }
            let lines = BillingProvider.allCases.map { provider in
                [provider.rawValue, kept.contains(provider) ? "kept" : "none; it needs \(provider.keyKind)"]
            }
            Console.output(Columns([["Provider", "Key"]] + lines).text)
        }
    }
}

/// `mctl reconcile key remove`
struct ReconcileKeyRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget a provider's key; what was fetched stays.")

    @Argument(help: "anthropic, openai or openrouter.")
    var provider: BillingProvider

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let keys = BillingKeyFile(global.directory)
            var list = try keys.read()
            guard list[provider] != nil else {
                throw CommandFailure(status: .noInput, message: "no key of \(provider.title) is kept")
            }
            list[provider] = nil
            try keys.write(list)
            let answer: JSONValue = ["schema_version": 1, "provider": .string(provider.rawValue), "removed": true]
            Console.output(global.json ? answer.text(.indented) : "Removed. What was fetched stays.\n")
        }
    }
}
