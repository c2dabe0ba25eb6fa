// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// What every command understands.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .customLong("data-dir"),
        help: ArgumentHelp(
            "Where the ledger is kept.",
            discussion: "Default: $MISSION_DATA_DIR, else $XDG_DATA_HOME/mission-control.", valueName: "dir"))
    var dataDirectory: String?

    @Option(
        name: .customLong("tz"),
        help: ArgumentHelp(
            "The time zone whose days count, as an IANA name; this computer's by default.", valueName: "zone"))
    var zoneName: String?

    @Flag(help: "Print JSON.")
    var json = false

    /// The zone asked for.
    func zone() throws -> Zone {
        guard let zoneName else { return .current }
        guard let zone = Zone(named: zoneName) else {
            throw ValidationError("“\(zoneName)” is no time zone: give an IANA name such as Europe/Berlin, or UTC.")
        }
        return zone
    }

    /// The folder of the ledger.
    var directory: DataDirectory {
        DataDirectory(named: dataDirectory)
    }

    /// The gateways that are kept.
    var gateways: GatewayRegistry {
        GatewayRegistry(dataFolder: directory.path)
    }

    /// The ledger, for reading beside whoever writes.
    func reader() throws -> SQLiteLedger {
        try SQLiteLedger(path: directory.ledger, mode: .readOnly)
    }
}
