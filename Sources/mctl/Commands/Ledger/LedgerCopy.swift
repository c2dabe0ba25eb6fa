// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionClickHouse
internal import MissionCore
internal import MissionSQLite

/// `mctl ledger copy`
struct LedgerCopy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copy the ledger to ClickHouse, and compare the totals.",
        discussion: """
            The database is created; it must not hold a ledger yet. The ledger's file stays as it is, and may be written meanwhile: \
            what is copied is as of one moment. With --ledger another ledger on ClickHouse is copied, for more shards or other \
            servers; nobody may write to it then. It ends with 65 when the totals differ.
            """)

    @OptionGroup var global: GlobalOptions

    @Option(
        help: ArgumentHelp(
            "Where to: clickhouse://host:port[,host:port…]/database[?cluster=name&password-file=path].",
            valueName: "address"))
    var to: String

    func run() async throws {
        try await CommandFailure.reporting {
            let address: ClickHouseAddress
            do { address = try ClickHouseAddress(to) } catch {
                throw CommandFailure(status: .usage, message: "--to: \(error)")
            }
            if let own = try global.clickHouse {
                guard own.database != address.database || Set(own.servers).isDisjoint(with: address.servers) else {
                    throw CommandFailure(status: .usage, message: "--to is the ledger itself; name another database")
                }
                let ledger = try await ClickHouseLedger.open(own, mode: .readWrite)
                try await Self.closing(ledger) { try await copy(to: address) { try await ledger.copy(to: $0) } }
            } else {
                let file = try SQLiteLedger(path: global.directory.ledger, mode: .readOnly)
                defer { try? file.close() }
                try await copy(to: address) { target in
                    let summary = try await file.forEachPiece { piece in try target.takeWaiting(piece) }
                    try await target.finishCopy(of: summary)
                    return summary
                }
            }
        }
    }

    private static func closing(_ ledger: ClickHouseLedger, _ body: () async throws -> Void) async throws {
        do { try await body() } catch {
            await ledger.close()
            throw error
        }
        await ledger.close()
    }

    /// - Parameter hand: Hands everything over; gives what that was.
    private func copy(
        to address: ClickHouseAddress, _ hand: (ClickHouseLedger) async throws -> LedgerSummary
    ) async throws {
        let target = try await ClickHouseLedger.open(address, mode: .readWrite)
        try await Self.closing(target) { try await copy(target, hand) }
    }

    private func copy(_ target: ClickHouseLedger, _ hand: (ClickHouseLedger) async throws -> LedgerSummary) async throws
    {
        guard try await target.isEmpty() else {
            throw CommandFailure(
                status: .cannotCreate,
                message: "\(target.address.text) holds a ledger already; name another database")
        }
        try await target.takeLease()
        let start = ContinuousClock.now
        let source = try await hand(target)
        while try await target.sumDays(most: 60) > 0 {}
        try await target.pruneLog()
        let copied = try await target.summary()
        let verification = try await target.verify()
        let seconds = (ContinuousClock.now - start).components.seconds
        let isSame = source.isSame(as: copied) && verification.isSound
        if global.json {
            Console.output(
                JSONValue.copy(source, copied, isSame: isSame, address: target.address.text, seconds: seconds)
                    .text(.indented))
        } else {
            Console.output(
                "\(source.events.groupedString) calls of \(source.sessions.groupedString) conversations copied to "
                    + "\(target.address.text) in \(seconds) s; \(isSame ? "the totals are the same" : "the totals differ").\n"
            )
        }
        if !isSame { throw ExitCode(ExitStatus.damaged.rawValue) }
    }
}

extension LedgerSummary {
    /// Whether both hold the same, whatever they call their tables.
    fileprivate func isSame(as other: LedgerSummary) -> Bool {
        var other = other
        other.schema = schema
        return self == other
    }
}

extension JSONValue {
    fileprivate static func copy(
        _ source: LedgerSummary, _ copied: LedgerSummary, isSame: Bool, address: String, seconds: Int64
    ) -> JSONValue {
        [
            "schema_version": 1, "to": .string(address), "same": .bool(isSame), "seconds": .integer(seconds),
            "source": source.json, "copy": copied.json,
        ]
    }
}
