// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionClickHouse
internal import MissionCore
internal import MissionGateway
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
        name: .customLong("ledger"),
        help: ArgumentHelp(
            "A ledger on ClickHouse instead of the file.",
            discussion: """
                clickhouse://[user@]host:port[,host:port…]/database[?cluster=name&password-file=path], with the ports of \
                ClickHouse's HTTP interface; clickhouses:// for HTTPS. Default: $MISSION_LEDGER.
                """, valueName: "address"))
    var ledgerAddress: String?

    @Option(
        name: [.customLong("tz"), .customLong("timezone"), .customShort("z")],
        help: ArgumentHelp(
            "The time zone whose days count; this computer's by default.",
            discussion: """
                A name such as Europe/Berlin, CET or US/Eastern, in any case; an offset, where UTC+5 is five hours east; \
                or a POSIX rule such as EST5EDT or CET-1CEST,M3.5.0,M10.5.0/3. The variable TZ is read as POSIX has it: \
                there, UTC+5 is five hours west.
                """, valueName: "zone"))
    var zoneName: String?

    @Flag(name: .shortAndLong, help: "Print JSON.")
    var json = false

    func validate() throws {
        if zoneName != nil {
            _ = try zone()
            tellOffset()
        }
    }

    /// The zone asked for.
    ///
    /// - Throws: That it is none.
    func zone() throws -> Zone {
        guard let zoneName else { return SystemZone.current }
        guard let zone = Zone(named: zoneName) else {
            throw ValidationError(
                "“\(zoneName)” is no time zone: give a name such as Europe/Berlin, an offset such as +05:30, or UTC.")
        }
        return zone
    }

    /// Says which of two offsets was taken, where people and POSIX mean different ones.
    private func tellOffset() {
        guard let zoneName, let zone = Zone(named: zoneName), let posix = Zone(environment: zoneName),
            zone != posix
        else { return }
        Console.message(
            "--tz \(zoneName) is taken as \(zone.name), hours east of Greenwich; as TZ it would be \(posix.name)")
    }

    /// The folder of the ledger.
    var directory: DataDirectory {
        DataDirectory(named: dataDirectory)
    }

    /// The gateways that are kept.
    var gateways: GatewayStore {
        GatewayStore(dataFolder: directory.path)
    }

    /// For commands that only know what to do with a ledger in a file: others must not be passed over in silence.
    ///
    /// - Throws: That the ledger is none.
    func checkIsFile() throws {
        guard let address = try clickHouse else { return }
        throw CommandFailure(
            status: .usage, message: "this works on a ledger in a file, and \(address.text) is none")
    }

    /// The ledger's file, for reading beside whoever writes.
    ///
    /// - Throws: That the ledger is no file, too: then the command has nothing to do.
    func reader(briefly: Bool = false) throws -> SQLiteLedger {
        try checkIsFile()
        return try SQLiteLedger(path: directory.ledger, mode: briefly ? .readBriefly : .readOnly)
    }
}
