// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `mctl gateway …`
struct Gateway: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway", abstract: "OpenClaw's running gateways: keep, follow and check them.",
        discussion: """
            A gateway that is kept is followed by `mctl serve`, which notices within seconds what is added, changed or removed \
            here. Each has a file in the data folder that only its owner can read.
            """,
        subcommands: [
            GatewayAdd.self, GatewayList.self, GatewayShow.self, GatewayChangeCommand.self, GatewayRemove.self,
            GatewayCheck.self,
        ])
}
