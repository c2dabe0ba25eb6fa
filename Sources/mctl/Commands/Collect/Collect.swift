// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import MissionCore
internal import MissionSources

/// `mctl collect`
struct Collect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect", abstract: "Take one snapshot of `openclaw status --json`.",
        discussion: """
            It shows how full each conversation's context is. Its counts are those of the latest run only: they stand in for \
            conversations of which nothing better tells, and are marked as coarse. A snapshot replaces an earlier one of the \
            same hour, so taking it twice changes nothing. While `mctl serve` runs, that reads the snapshot.
            """)

    @Option(
        name: .customLong("status-file"),
        help: ArgumentHelp(
            "Take what this file holds instead of running openclaw; - is standard input.", valueName: "file"))
    var statusFile: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting { try await collect() }
    }

    private func collect() async throws {
        let snapshots = StatusSnapshots(dataFolder: global.directory.path)
        let conversations: Int
        do {
            conversations = try snapshots.keep(try await status(), at: SystemClock().now)
        } catch let failure as StatusSnapshots.Failure {
            throw CommandFailure(failure, from: statusFile)
        }
        let result = try await read(snapshots.source)
        let answer = CollectAnswer(conversations: conversations, result: result)
        Console.output(global.json ? answer.json.text(.indented) : answer.text)
    }

    private func status() async throws -> Data {
        guard let statusFile else { return try await OpenClawCommand(["status", "--json"]).output() }
        let handle = statusFile == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: statusFile)
        guard let handle, let data = try? handle.readToEnd() ?? Data() else {
            throw CommandFailure(status: .noInput, message: "\(statusFile) cannot be read")
        }
        return data
    }

    /// Reads the snapshot into the ledger; nil when somebody else has the ledger open and will read it.
    private func read(_ source: any Source) async throws -> AppendResult? {
        let open: OpenLedger
        do {
            open = try await global.openLedger()
        } catch LedgerError.locked {
            return nil
        }
        let prices = try PriceSource(global.directory).provider
        let result = try await Ingestor(writer: open.ledger, prices: prices).ingest(source)
        try await open.close()
        return result.appended
    }
}

/// What `mctl collect` says.
struct CollectAnswer {
    var conversations: Int
    /// What came of it; nil when the running server will read it.
    var result: AppendResult?

    var text: String {
        let what = "\(conversations) conversation\(conversations == 1 ? "" : "s")"
        guard let result else { return "\(what) noted; the running server reads them.\n" }
        return
            "\(what) noted: \(result.inserted) coarse calls new, \(result.updated) larger, \(result.unchanged) known.\n"
    }

    var json: JSONValue {
        [
            "schema_version": 1, "conversations": .integer(Int64(conversations)),
            "read_by_server": .bool(result == nil),
            "events_new": JSONValue(result.map { Int64($0.inserted) }),
            "events_updated": JSONValue(result.map { Int64($0.updated) }),
            "duplicates": JSONValue(result.map { Int64($0.unchanged) }),
        ]
    }
}

extension CommandFailure {
    fileprivate init(_ failure: StatusSnapshots.Failure, from file: String?) {
        switch failure {
        case .notAStatus:
            let origin = file.map { $0 == "-" ? "standard input" : $0 } ?? "what openclaw printed"
            self.init(
                status: .noInput,
                message: "\(origin) is no answer of `openclaw status --json`: it has no sessions.byAgent")
        case .unwritable(let path, let reason):
            self.init(status: .unavailable, message: "\(path) cannot be written: \(reason)")
        }
    }
}
