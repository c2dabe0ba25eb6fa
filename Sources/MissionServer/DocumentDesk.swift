// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import MissionCore
internal import Synchronization

/// Works out in the background what takes too long for a page: reports that look at single calls.
///
/// A page is given what is known, however old, and told when that was; one report is worked out at a time.
final class DocumentDesk: Sendable {
    /// What is known of a report.
    struct Standing: Sendable {
        /// The newest answer; nil where there is none yet.
        var document: ReportDocument?
        /// When that was asked for.
        var at: Timestamp?
        /// Whether a newer one is being worked out.
        var isWorking: Bool
        /// Whether the last attempt failed; the log says why.
        var hasFailed = false
    }

    private struct Key: Hashable {
        var report: String
        var request: ReportRequest
    }

    private struct Entry {
        var standing: Standing
        var generation: Int64?
        var lastAsked: Timestamp
        /// Milliseconds that the last answer took.
        var took: Int64 = 0
    }

    private struct Table {
        var entries: [Key: Entry] = [:]
        /// The job that was begun last; the next one waits for it.
        var last: Task<Void, Never>?
    }

    /// An answer of so many milliseconds is worked out anew when the ledger has changed since, however long that takes.
    static let lifetimeMilliseconds: Int64 = 10 * 60_000
    /// None is before so many.
    static let shortestMilliseconds: Int64 = 5_000
    /// In between it stays for so many times what it took: answers that are quick are new ones.
    private static let patience: Int64 = 100
    /// So many different questions are kept.
    private static let maximumEntries = 24
    /// So many wait for their turn; a question beyond them is taken up when it is asked again.
    private static let maximumWaiting = 4

    private let reader: any LedgerReader
    private let logger: Logger
    private let table = Mutex(Table())

    /// - Parameter logger: Told why a report could not be worked out; pages only say that.
    init(_ reader: any LedgerReader, logger: Logger) {
        self.reader = reader
        self.logger = logger
    }

    /// What is known of a report, and sees to it that it is known soon.
    func standing(of report: any Report, _ request: ReportRequest, now: Timestamp) async throws -> Standing {
        let key = Key(report: report.id, request: request)
        let generation = try await reader.state().generation
        return table.withLock { table in
            var entry = table.entries[key] ?? Entry(standing: Standing(isWorking: false), lastAsked: now)
            entry.lastAsked = now
            if !entry.standing.isWorking, Self.isDue(entry, generation, now) {
                let waiting = table.entries.values.count { $0.standing.isWorking }
                guard waiting < Self.maximumWaiting else {
                    return Standing(document: entry.standing.document, at: entry.standing.at, isWorking: true)
                }
                entry.standing.isWorking = true
                entry.generation = generation
                begin(key, report, now, &table)
            }
            table.entries[key] = entry
            Self.forgetOldest(&table)
            return entry.standing
        }
    }

    private static func isDue(_ entry: Entry, _ generation: Int64, _ now: Timestamp) -> Bool {
        guard let at = entry.standing.at else { return true }
        let age = now.milliseconds.subtractingSaturating(at.milliseconds)
        let lifetime = min(lifetimeMilliseconds, max(shortestMilliseconds, entry.took * patience))
        return entry.generation != generation && age >= lifetime
    }

    private static func forgetOldest(_ table: inout Table) {
        guard table.entries.count > maximumEntries else { return }
        let idle = table.entries.filter { !$0.value.standing.isWorking }
        if let oldest = idle.min(by: { $0.value.lastAsked < $1.value.lastAsked })?.key { table.entries[oldest] = nil }
    }

    private func begin(_ key: Key, _ report: any Report, _ now: Timestamp, _ table: inout Table) {
        let before = table.last
        table.last = Task(priority: .background) { [self] in
            await before?.value
            let start = ContinuousClock.now
            let document = await self.document(of: report, key.request, now)
            let took = (ContinuousClock.now - start).components
            self.table.withLock { table in
                guard var entry = table.entries[key] else { return }
                entry.standing.isWorking = false
                entry.standing.at = now
                entry.took = took.seconds * 1000 + took.attoseconds / 1_000_000_000_000_000
                entry.standing.hasFailed = document == nil
                if let document { entry.standing.document = document }
                table.entries[key] = entry
            }
        }
    }

    private func document(of report: any Report, _ request: ReportRequest, _ now: Timestamp) async -> ReportDocument? {
        do { return try await report.load(reader, request, now: now) } catch {
            logger.error("report failed", metadata: ["report": "\(report.id)", "error": "\(error)"])
            return nil
        }
    }
}
