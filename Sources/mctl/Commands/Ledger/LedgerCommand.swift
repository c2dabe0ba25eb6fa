// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// `mctl ledger`
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "The file in which every call is kept.",
        subcommands: [LedgerInfo.self, LedgerCopy.self, LedgerVerify.self],
        defaultSubcommand: LedgerInfo.self)
}

/// `mctl ledger info`
struct LedgerInfo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Where the ledger is, how large, what it holds, and when it was last backed up.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let ledger = try global.reader()
            defer { try? ledger.close() }
            let facts = LedgerInfoAnswer(
                path: AbsolutePath.of(ledger.path), storage: try await ledger.storage(),
                summary: try await ledger.summary(),
                sources: try await ledger.sourceStates(), backup: BackupRecord.read(global.directory))
            Console.output(global.json ? facts.json.text(.indented) : facts.text(try global.zone()))
        }
    }
}

/// What `mctl ledger info` tells.
struct LedgerInfoAnswer {
    var path: String
    var storage: LedgerStorage
    var summary: LedgerSummary
    var sources: [SourceState]
    var backup: BackupRecord?

    /// Bytes on the disk for each call; nil where there is none.
    private var bytesPerCall: Int64? { summary.events > 0 ? storage.bytes / summary.events : nil }

    func text(_ zone: Zone) -> String {
        let log = storage.logBytes > 0 ? ", and \(ByteText.short(storage.logBytes)) in SQLite's log" : ""
        let free = storage.freePages * storage.pageBytes
        let kinds = Dictionary(grouping: sources, by: \.source.kind).sorted { $0.key < $1.key }
            .map { $0.value.count == 1 ? $0.key : "\($0.value.count) × \($0.key)" }
        var rows = [
            ["path", path],
            ["size", ByteText.short(storage.bytes) + log],
            ["free", free > 0 ? "\(ByteText.short(free)), to be used again" : "nothing"],
            ["schema", summary.schema], ["id", summary.name], ["generation", summary.generation.groupedString],
            [
                "calls",
                "\(summary.totals.calls.groupedString), \(summary.totals.knownAmount.text(unknown: "cost unknown"))",
            ],
        ]
        if let bytesPerCall { rows.append(["per call", ByteText.short(bytesPerCall)]) }
        if let first = summary.firstCall, let last = summary.lastCall {
            rows.append(["from", zone.clockText(of: first)])
            rows.append(["to", zone.clockText(of: last)])
        }
        rows += [
            ["sessions", summary.sessions.groupedString],
            ["sources", kinds.isEmpty ? "none" : kinds.joined(separator: ", ")],
            ["rejected", summary.rejections.groupedString], ["backup", backupText(zone)],
        ]
        return Columns(rows.map { ["  \($0[0])", $0[1]] }).text
    }

    private func backupText(_ zone: Zone) -> String {
        guard let backup else { return "never; `mctl backup DIR` makes one" }
        let isThere = PrivateFolder.isFolder(backup.folder)
        let changes = summary.generation - backup.generation
        let since = changes > 0 ? "; \(changes.groupedString) \(changes == 1 ? "change" : "changes") since" : ""
        return "\(zone.clockText(of: backup.madeAt)), \(backup.folder)\(isThere ? "" : " (not there now)")\(since)"
    }

    var json: JSONValue {
        let answer: JSONValue = [
            "schema_version": 1, "path": .string(path), "bytes": .integer(storage.bytes),
            "log_bytes": .integer(storage.logBytes), "page_bytes": .integer(storage.pageBytes),
            "free_pages": .integer(storage.freePages), "bytes_per_call": JSONValue(bytesPerCall),
            "last_backup": backup.map { backup in
                [
                    "made_at": .string(backup.madeAt.iso8601), "folder": .string(backup.folder),
                    "generation": .integer(backup.generation), "is_there": .bool(PrivateFolder.isFolder(backup.folder)),
                ]
            } ?? .null,
            "source_list": .array(
                sources.map { ["kind": .string($0.source.kind), "place": .string($0.source.place)] }),
        ]
        return answer.appending(summary.json)
    }
}
