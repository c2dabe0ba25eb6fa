// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionSources
import Testing

@testable import mctl

/// Small parts that every command stands on.
@Suite struct SupportTests {
    private func directory(_ name: String?, _ variables: [String: String]) -> String {
        DataDirectory(named: name, environment: SearchEnvironment(home: "/home/me", variables: variables)).path
    }

    @Test func `the data folder is the one named, else the environment's, else the user's own`() {
        let all = ["MISSION_DATA_DIR": "/env", "XDG_DATA_HOME": "/xdg"]
        #expect(directory("/named", all) == "/named")
        #expect(directory(nil, all) == "/env")
        #expect(directory(nil, ["XDG_DATA_HOME": "/xdg"]) == "/xdg/mission-control")
        #expect(directory(nil, [:]) == "/home/me/.local/share/mission-control")
        #expect(
            directory(nil, ["MISSION_DATA_DIR": "", "XDG_DATA_HOME": ""]) == "/home/me/.local/share/mission-control")
        #expect(
            DataDirectory(named: "/named", environment: SearchEnvironment(home: "/", variables: [:])).ledger
                == "/named/ledger.sqlite")
    }

    @Test(arguments: [
        ("2026-11-21", "2026-11-21"), ("20261121", "2026-11-21"), ("today", "2026-03-01"), ("yesterday", "2026-02-28"),
    ])
    func `days are read as people write them`(text: String, day: String) throws {
        let reader = DayReader(today: try #require(CivilDay("2026-03-01")))
        #expect(try reader.day(text, option: "--since")?.description == day)
    }

    @Test(arguments: ["", "someday", "2026-02-30", "21.11.2026", "Today"])
    func `what is no day is refused with the option's name`(text: String) throws {
        let reader = DayReader(today: CivilDay(number: 0))
        let error = try #require(throws: (any Error).self) { try reader.day(text, option: "--until") }
        #expect("\(error)".contains("--until: “\(text)” is no day"))
        #expect(try reader.day(nil, option: "--until") == nil)
    }

    @Test func `a ledger's errors say what happened and what to do`() {
        let errors: [(error: LedgerError, message: String)] = [
            (
                .missing(path: "/l"),
                "there is no ledger at /l; run `mctl ingest` or `mctl serve` first, or name another folder with --data-dir"
            ),
            (.diskFull(path: "/l"), "no space is left for /l; make room and try again; nothing was lost"),
            (
                .olderSchema(path: "/l"),
                "/l was written by an older version of mctl; run `mctl ingest` once to upgrade it"
            ),
            (
                .overflow,
                "a sum in the ledger does not fit 64 bits; narrow the question; one of its calls claims an absurd amount"
            ),
        ]
        for (error, message) in errors { #expect(error.message == message && error.logText == message) }
    }

    @Test func `columns are as wide as their widest cell, names to the left, numbers to the right`() {
        let columns = Columns([["Model", "Calls", "Source"], ["a", "1,204", "x"], ["longer-name", "3"]])
        #expect(
            columns.text == """
                Model        Calls  Source
                a            1,204  x
                longer-name  3

                """)
        #expect(Columns([]).text.isEmpty)
    }

    @Test func `the progress bar says how far, how fast and how many`() {
        let start = ContinuousClock.now
        let text = ProgressBar.text(
            done: 50_000_000, of: 100_000_000, calls: 1204, after: start.duration(to: start + .seconds(2)))
        #expect(text == "Reading ████████████░░░░░░░░░░░░ 50 %  25 MB/s  1,204 calls")
        #expect(
            ProgressBar.text(done: 9, of: 0, calls: 0, after: .zero).hasPrefix("Reading ████████████████████████ 100 %")
        )
    }
}
