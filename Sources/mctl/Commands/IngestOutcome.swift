// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// What `mctl ingest` tells when it is done.
struct IngestOutcome {
    var results: [IngestResult]
    var duration: Duration

    var totals: AppendResult {
        results.reduce(into: AppendResult()) { $0 += $1.appended }
    }

    var problems: [SourceProblem] {
        results.flatMap(\.summary.problems)
    }

    /// Whether something could not be read. Logs about something else matter only where there was nothing but them.
    var hasUnreadable: Bool {
        let strangers = problems.count { $0.kind == .noUsage }
        return problems.count > strangers || (strangers > 0 && strangers == results.reduce(0) { $0 + $1.summary.items })
    }

    /// Whether there was something to understand, and nothing of it was understood.
    var isUseless: Bool {
        let totals = totals
        let understood = totals.inserted + totals.updated + totals.unchanged + totals.requests
        return understood == 0 && (totals.rejected > 0 || hasUnreadable)
    }

    /// As promised to scripts: `{sources:[…], totals:{…}, seconds}`.
    var json: JSONValue {
        let sources = results.map { result -> JSONValue in
            let place: JSONValue = ["kind": .string(result.source.kind), "path": .string(result.source.place)]
            return place.appending(counts(result.appended, files: result.summary.items, bytes: result.summary.bytes))
        }
        let files = results.reduce(0) { $0 + $1.summary.items }
        let bytes = results.reduce(0) { $0 + $1.summary.bytes }
        return [
            "sources": .array(sources), "totals": counts(totals, files: files, bytes: bytes),
            "seconds": .decimal(seconds),
        ]
    }

    private func counts(_ appended: AppendResult, files: Int, bytes: Int64) -> JSONValue {
        [
            "files": JSONValue(count: files), "bytes": .integer(bytes),
            "events_new": JSONValue(count: appended.inserted), "events_updated": JSONValue(count: appended.updated),
            "duplicates": JSONValue(count: appended.unchanged), "rejections": JSONValue(count: appended.rejected),
        ]
    }

    var table: String {
        let lines = results.map { result in
            "\(result.source.kind)  \(result.source.place)\n"
                + line(result.appended, result.summary.items, result.summary.bytes)
        }
        let bytes = results.reduce(0) { $0 + $1.summary.bytes }
        let speed = bytes > 50_000_000 ? ", \(Int(Double(bytes) / 1_000_000 / secondsAsDouble).groupedString) MB/s" : ""
        return lines.joined(separator: "\n") + "\nDone in \(seconds) s\(speed).\n"
    }

    private func line(_ appended: AppendResult, _ files: Int, _ bytes: Int64) -> String {
        let read = "\(files.groupedString) files, \((bytes / 1_000_000).groupedString) MB read"
        let calls = [
            ("new", appended.inserted), ("updated", appended.updated), ("known already", appended.unchanged),
            ("requests", appended.requests), ("rejected", appended.rejected),
        ].filter { $0.1 > 0 }.map { "\($0.1.groupedString) \($0.0)" }
        return "  \(read): \(calls.isEmpty ? "nothing new" : calls.joined(separator: ", "))"
    }
}

extension IngestOutcome {
    private var secondsAsDouble: Double {
        max(0.001, duration / .seconds(1))
    }

    /// To the millisecond.
    private var seconds: Decimal {
        Decimal(Int(secondsAsDouble * 1000)) / 1000
    }
}
