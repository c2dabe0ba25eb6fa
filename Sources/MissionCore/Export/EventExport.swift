// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// All calls that match, newest first, a page at a time: however many there are, only a page of them is held.
///
/// Each line ends with the cursor of its call: whoever was interrupted goes on behind the last whole line that there is. A
/// call that comes in meanwhile and is older than that is in what follows; one that is newer is not.
package struct EventExport: Hashable, Sendable {
    /// Which calls.
    package var query: UsageQuery
    /// ``ExportFormat/csv``; everything else is an object a line.
    package var format: ExportFormat
    /// Whether a sheet has text as it is, also where a spreadsheet would take it for a formula.
    package var isRaw = false
    /// Only calls behind this one; nil from the first on.
    package var after: EventCursor?
    /// At most so many; nil for all.
    package var limit: Int?
    /// How many calls are held at once.
    package var pageSize = 2000

    /// How far an export came.
    package struct Progress: Hashable, Sendable {
        /// How many calls were written.
        package var calls = 0
        /// Where the next export begins; nil when this one came to the end.
        package var next: EventCursor?
    }

    /// - Parameter format: CSV or NDJSON.
    /// - Throws: ``ReportError`` when the request makes no sense.
    package init(_ request: ReportRequest, as format: ExportFormat) throws {
        query = try request.query()
        limit = request.limit
        self.format = format
    }

    /// Writes all of it.
    ///
    /// An export that goes on behind a call has no header, so that both together are one sheet.
    ///
    /// - Parameter write: Takes a piece of text; the next one is made when it returns.
    /// - Throws: What `write` or the ledger throws.
    package func run(from reader: any UsageReader, write: (String) async throws -> Void) async throws -> Progress {
        var progress = Progress()
        var after = after
        if format == .csv, after == nil { try await write(text([], hasHeader: true)) }
        while true {
            let count = min(pageSize, limit.map { $0 - progress.calls } ?? pageSize)
            guard count > 0 else {
                progress.next = after
                return progress
            }
            let page = try await reader.events(matching: query, after: after, limit: count)
            if !page.isEmpty { try await write(text(page, hasHeader: false)) }
            progress.calls += page.count
            guard page.count == count, let last = page.last?.event else { return progress }
            after = EventCursor(at: last.at, id: last.id)
        }
    }

    private func text(_ calls: [RecordedEvent], hasHeader: Bool) -> String {
        var table = ReportTable("events", EventFields.exported, calls)
        if format == .csv {
            table.sheet = table.columns.map(\.key)
            return table.csv(isRaw: isRaw, hasHeader: hasHeader)
        }
        guard case .array(let rows) = table.json else { return "" }
        return rows.map { $0.text() + "\n" }.joined()
    }
}

extension EventFields {
    /// What an export tells about a call: everything but where it was seen. Nothing of what was said.
    fileprivate static let exported: [ReportField<RecordedEvent>] =
        data + [
            .money("subscription_value") { KnownAmount($0.event.cost.subscriptionValue) },
            .name("provider") { $0.event.attribution.provider },
            .name("account") { $0.event.attribution.account },
            .name("gateway") { $0.event.attribution.gateway },
            .name("machine") { $0.event.attribution.machine },
            .name("harness") { $0.session.session.harness },
            .text("session_kind") { ($0.event.attribution.kind ?? $0.session.kind ?? .unattributed).rawValue },
            .name("cron") { $0.event.attribution.cronJob ?? $0.session.cronJob },
            .name("channel") { $0.session.channel },
            .name("project") { $0.session.project },
            .name("task_type") { $0.event.attribution.taskType },
            .name("caller") { $0.event.attribution.caller },
            .text("source") { $0.event.source.rawValue },
            .text("cursor") { EventCursor(at: $0.event.at, id: $0.event.id).text },
        ]
}
