// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionSources

/// A timer of systemd's for the user.
struct SystemdTimer: Scheduler {
    private static let unit = "mission-control-collect"

    let name = "systemd"
    let title = "a systemd timer of this user"
    private let folder: String
    private let tool = Tool(name: "systemctl")

    init(environment: SearchEnvironment) {
        let configured = environment.variables["XDG_CONFIG_HOME"] ?? ""
        folder = "\(configured.isEmpty ? "\(environment.home)/.config" : configured)/systemd/user"
    }

    /// There may be a `systemctl` and nobody who runs this user's units.
    var isUsable: Bool {
        (try? tool.run("--user", "show-environment"))?.code == 0
    }

    func installed() throws -> String? {
        guard let service = read("service"), read("timer") != nil else { return nil }
        return service.split(separator: "\n").first { $0.hasPrefix("ExecStart=") }.map(String.init)
    }

    func install(_ job: CollectJob) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(Self.service(job).utf8).write(to: URL(fileURLWithPath: path("service")), options: .atomic)
            try Data(Self.timer.utf8).write(to: URL(fileURLWithPath: path("timer")), options: .atomic)
        } catch {
            throw CommandFailure(
                status: .unavailable, message: "\(folder) cannot be written: \(error.localizedDescription)")
        }
        try tool.must(try tool.run("--user", "daemon-reload"))
        try tool.must(try tool.run("--user", "enable", "--now", "\(Self.unit).timer"))
    }

    func remove() throws {
        // When nobody runs this user's units, taking the files away is all there is to do.
        _ = try tool.run("--user", "disable", "--now", "\(Self.unit).timer")
        for kind in ["timer", "service"] { try? FileManager.default.removeItem(atPath: path(kind)) }
        _ = try tool.run("--user", "daemon-reload")
    }

    static func service(_ job: CollectJob) -> String {
        """
        [Unit]
        Description=Mission Control: a snapshot of what OpenClaw says of itself

        [Service]
        Type=oneshot
        \(job.variables.map { "Environment=\(quoted("\($0.name)=\($0.value)"))" }.joined(separator: "\n"))
        ExecStart=\(([job.program] + job.arguments).map { quoted($0).replacing("$", with: "$$") }.joined(separator: " "))

        """
    }

    static let timer = """
        [Unit]
        Description=Mission Control: a snapshot every hour

        [Timer]
        OnCalendar=hourly
        Persistent=true

        [Install]
        WantedBy=timers.target

        """

    /// As systemd reads it: `%` would begin a specifier.
    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%")
        return "\"\(escaped)\""
    }

    private func path(_ kind: String) -> String {
        "\(folder)/\(Self.unit).\(kind)"
    }

    private func read(_ kind: String) -> String? {
        try? String(contentsOfFile: path(kind), encoding: .utf8)
    }
}
