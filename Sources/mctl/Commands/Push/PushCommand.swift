// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `mctl push`
struct PushCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Hand over what is read on this computer to a server elsewhere.",
        discussion: """
            mctl push --to https://mission.example --token-file token

            Agents' logs are read here as `mctl serve` reads them, kept in a queue of the data folder, and sent to the server, which \
            counts each call once. While it cannot be reached the queue grows; when it is full, reading waits, and nothing is lost \
            as long as the logs are there.
            """,
        subcommands: [PushRun.self, PushStatus.self], defaultSubcommand: PushRun.self)
}
