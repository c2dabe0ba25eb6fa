// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import mctl

@Suite struct ScheduleTests {
    private let job = CollectJob(
        program: "/opt/mission control/mctl", dataFolder: "/home/someone/100%",
        environment: ["PATH": "/usr/bin:/bin", "OPENCLAW_STATE_DIR": "/s'1", "OPENCLAW_PROFILE": "", "SECRET": "x"])

    @Test func `a line of a crontab survives spaces, quotes and percent signs`() {
        expectGolden(Crontab.line(job) + "\n", "schedule/crontab")
    }

    @Test func `a unit of systemd's survives them, too`() {
        expectGolden(SystemdTimer.service(job), "schedule/service")
        expectGolden(SystemdTimer.timer, "schedule/timer")
    }

    @Test func `the shell reads the command as it was meant`() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        let pipe = Pipe()
        process.standardOutput = pipe
        let echo = CollectJob(program: "/usr/bin/printf", dataFolder: "a b'c\"d$e", environment: ["PATH": "/usr/bin"])
        process.arguments = ["-c", echo.shellCommand.replacing("printf collect", with: "printf '%s|' collect")]
        try process.run()
        let printed = String(decoding: try #require(try pipe.fileHandleForReading.readToEnd()), as: UTF8.self)
        #expect(printed == "collect|--data-dir|a b'c\"d$e|")
    }
}
