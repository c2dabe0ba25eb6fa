// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSources

/// `mctl alerts acknowledge`
struct AlertAcknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Say that you have seen an alert: it leaves the top of the page.")

    @Argument(help: "The alert's id, as `mctl alerts --json` has it, or its budget or condition.")
    var alert: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            var settings = try global.alertSettings.read()
            let alerts = try await AlertStanding.load(
                global.budgets.plan(), settings, from: try await global.ledgerReader(), zone: try global.zone(),
                now: Present.now,
                looksAtHistory: true)
            let meant = alerts.map(\.alert).filter { $0.id == alert || $0.rule == alert }
            guard !meant.isEmpty else {
                throw CommandFailure(status: .noInput, message: "there is no alert “\(alert)” now; see mctl alerts")
            }
            for alert in meant { settings.acknowledge(alert.id) }
            try global.alertSettings.write(settings)
            Console.output(
                global.json
                    ? JSONValue.object([
                        JSONMember(key: "acknowledged", value: .array(meant.map { .string($0.id) }))
                    ]).text(.indented) + "\n"
                    : meant.map { "Seen: \($0.message)\n" }.joined())
        }
    }
}

/// `mctl alerts mute`
struct AlertMute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mute", abstract: "Hear nothing of a budget or a condition for a while.",
        discussion: "What is still so when the time is over is told then.")

    @Argument(help: "A budget, a condition, or all.")
    var rule: String

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("How long: 30m, 8h or 3d.", valueName: "time"))
    var duration: ShortDuration?

    @Option(help: ArgumentHelp("Until when, such as 2026-11-27T08:00:00Z.", valueName: "time"))
    var until: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if (duration == nil) == (until == nil) { throw ValidationError("Give --for or --until.") }
        if let until, Timestamp(iso8601: until) == nil {
            throw ValidationError("--until needs a time, such as 2026-11-27T08:00:00Z.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let now = Present.now
            guard try global.budgets.plan().hasRule(rule) else {
                throw CommandFailure(status: .noInput, message: "there is no budget or condition “\(rule)”")
            }
            let end =
                until.flatMap { Timestamp(iso8601: $0) } ?? now.advanced(byMilliseconds: duration?.milliseconds ?? 0)
            var settings = try global.alertSettings.read()
            settings.mute(rule, until: end, now: now)
            try global.alertSettings.write(settings)
            Console.output(global.json ? settings.json.text(.indented) + "\n" : "Muted until \(end.iso8601).\n")
        }
    }
}

/// `mctl alerts unmute`
struct AlertUnmute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unmute", abstract: "Hear of a budget or a condition again.")

    @Argument(help: "A budget, a condition, or all.")
    var rule: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            var settings = try global.alertSettings.read()
            guard settings.unmute(rule) else {
                throw CommandFailure(status: .noInput, message: "“\(rule)” is not muted")
            }
            try global.alertSettings.write(settings)
            Console.output(global.json ? settings.json.text(.indented) + "\n" : "Heard again.\n")
        }
    }
}

/// `30m`, `8h`, `3d`.
struct ShortDuration: ExpressibleByArgument, Sendable {
    let milliseconds: Int64

    init?(argument: String) {
        let units: [Character: Int64] = ["m": 60_000, "h": 3_600_000, "d": 86_400_000]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = Int64(argument.dropLast()),
            (1...10_000).contains(count)
        else { return nil }
        milliseconds = count * unit
    }
}
