// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionClickHouse
internal import MissionCore

/// `mctl ledger verify`
struct LedgerVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Add up every call of a ledger on ClickHouse, and compare with what it says.",
        discussion: """
            With --sum the days that changed are added up first, as `mctl serve` does all the time. It ends with 65 when anything \
            differs. For a ledger in a file there is `mctl verify`.
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Add up the days that changed.")
    var sum = false

    func run() async throws {
        try await CommandFailure.reporting {
            guard let address = try global.clickHouse else {
                throw CommandFailure(
                    status: .usage, message: "name the ledger with --ledger; a file is checked by `mctl verify`")
            }
            let ledger = try await ClickHouseLedger.open(address, mode: sum ? .readWrite : .readOnly)
            do {
                try await verify(ledger)
                await ledger.close()
            } catch {
                await ledger.close()
                throw error
            }
        }
    }

    private func verify(_ ledger: ClickHouseLedger) async throws {
        if sum {
            try await ledger.takeLease()
            while try await ledger.sumDays(most: 60) > 0 {}
        }
        let found = try await ledger.verify()
        let summary = try await ledger.summary()
        if global.json {
            Console.output(json(found, summary).text(.indented))
        } else {
            let days = "\(found.days.groupedString) days added up"
            Console.output(
                found.isSound
                    ? "\(found.events.groupedString) calls, \(days): everything adds up.\n"
                    : "\(found.events.groupedString) calls of \(found.recordedEvents.groupedString), \(days), "
                        + "\(found.differences.groupedString) of them differ.\n")
        }
        if !found.isSound { throw ExitCode(ExitStatus.damaged.rawValue) }
    }

    private func json(_ found: ClickHouseVerification, _ summary: LedgerSummary) -> JSONValue {
        [
            "schema_version": 1, "sound": .bool(found.isSound), "events": .integer(found.events),
            "recorded_events": .integer(found.recordedEvents), "days": .integer(found.days),
            "differing_days": .integer(found.differences), "ledger": summary.json,
        ]
    }
}
