// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

/// `mctl alerts`
struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "What is exceeded or wrong now, and who is told of it.",
        subcommands: [
            AlertList.self, AlertHistory.self, AlertAcknowledge.self, AlertMute.self, AlertUnmute.self,
            AlertConditions.self, AlertWatchCommand.self, AlertIgnore.self, AlertChannelCommand.self, AlertTest.self,
            AlertDeliveries.self, AlertDeliver.self,
        ], defaultSubcommand: AlertList.self)
}
