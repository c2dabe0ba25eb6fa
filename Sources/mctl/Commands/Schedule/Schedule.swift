// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl schedule …`
struct Schedule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Run `mctl collect` every hour.",
        discussion: "By a timer of systemd's for this user, or where there is none, by a line in the user's crontab.",
        subcommands: [ScheduleInstall.self, ScheduleShow.self, ScheduleRemove.self])
}

/// `mctl schedule install`
struct ScheduleInstall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Collect every hour from now on; doing it twice changes nothing.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let job = CollectJob(global)
            guard let scheduler = try Schedulers.all().first(where: \.isUsable) else {
                throw CommandFailure(
                    status: .unavailable,
                    message: """
                        neither systemd's timers nor crontab are at hand for this user. Let something else run this every hour:
                          \(job.shellCommand)
                        """)
            }
            try scheduler.install(job)
            try ScheduleAnswer(scheduler: scheduler, entry: scheduler.installed()).show(global)
        }
    }
}

/// `mctl schedule show`
struct ScheduleShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Say whether and how it is scheduled.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            for scheduler in try Schedulers.all() {
                guard let entry = try scheduler.installed() else { continue }
                return try ScheduleAnswer(scheduler: scheduler, entry: entry).show(global)
            }
            try ScheduleAnswer().show(global)
        }
    }
}

/// `mctl schedule remove`
struct ScheduleRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Collect no longer. What was collected stays.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            for scheduler in try Schedulers.all() where try scheduler.installed() != nil { try scheduler.remove() }
            try ScheduleAnswer().show(global)
        }
    }
}

/// What the commands say.
struct ScheduleAnswer {
    var scheduler: (any Scheduler)?
    /// What is installed there, as it stands there.
    var entry: String?

    func show(_ global: GlobalOptions) throws {
        Console.output(global.json ? json.text(.indented) : text)
    }

    var text: String {
        guard let scheduler, let entry else { return "Not scheduled. `mctl schedule install` collects every hour.\n" }
        return "Every hour, by \(scheduler.title):\n\(entry.split(separator: "\n").map { "  \($0)\n" }.joined())"
    }

    var json: JSONValue {
        [
            "schema_version": 1, "scheduled": .bool(entry != nil), "by": JSONValue(scheduler?.name),
            "entry": JSONValue(entry),
        ]
    }
}
