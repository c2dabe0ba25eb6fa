// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSQLite
internal import MissionSources

extension Diagnosis {
    /// For people.
    var text: String {
        let sections = [
            section("Looked in", places), section("Problems", findings.problems.map(\.description)),
            section("Ledger", ledgerLines), section("Sources in the ledger", sourceLines),
            section("Rejected input", rejectionLines), section("Unpriced models", unpricedLines),
            section("What to do", advice.isEmpty ? ["Nothing: all is well."] : advice),
        ]
        return sections.compactMap(\.self).joined(separator: "\n")
    }

    private func section(_ title: String, _ lines: [String]) -> String? {
        lines.isEmpty ? nil : ([title] + lines.map { "  \($0)" }).joined(separator: "\n") + "\n"
    }

    private var places: [String] {
        findings.places.map { "\($0.exists ? "found    " : "not there")  \($0.path)  (\($0.kind))" }
    }

    private var ledgerLines: [String] {
        guard let state = ledgerState else { return ["\(ledgerPath): \(ledgerError?.fact ?? "not opened")"] }
        let newest = state.newestEvent.map { ", the newest of \($0.iso8601)" } ?? ""
        return ["\(ledgerPath): \(state.events.groupedString) calls\(newest)"]
    }

    private var sourceLines: [String] {
        sources.map { state in
            let last = state.lastCommit.map { ", last read \($0.iso8601)" } ?? ""
            return
                "\(state.source): \(state.items.groupedString) files, \(state.rejections.groupedString) rejections\(last)"
        }
    }

    private var rejectionLines: [String] {
        rejections.map { rejection in
            "\(rejection.source.place)/\(rejection.item), byte \(rejection.position.groupedString)"
                + " (\(rejection.length.groupedString) bytes): \(rejection.reason.explanation)"
        }
    }

    private var unpricedLines: [String] {
        unpriced.map { row in
            "\((row.keys.first ?? nil) ?? "no model named"): \(row.sums.unpricedCalls.groupedString) calls,"
                + " \(row.sums.tokens.total.groupedString) tokens"
        }
    }
}

extension Diagnosis {
    /// For programs.
    var json: JSONValue {
        [
            "schema_version": 1,
            "places": .array(
                findings.places.map {
                    ["kind": .string($0.kind), "path": .string($0.path), "exists": .bool($0.exists)]
                }),
            "problems": .array(
                findings.problems.map { ["path": .string($0.path), "reason": .string($0.reason)] }),
            "ledger": ledgerJSON,
            "sources": .array(
                sources.map {
                    [
                        "kind": .string($0.source.kind), "path": .string($0.source.place),
                        "files": JSONValue(count: $0.items), "rejections": JSONValue(count: $0.rejections),
                        "last_commit_at": JSONValue($0.lastCommit?.iso8601),
                    ]
                }),
            "rejections": .array(
                rejections.map {
                    [
                        "kind": .string($0.source.kind), "path": .string("\($0.source.place)/\($0.item)"),
                        "position": .integer($0.position), "length": .integer($0.length),
                        "reason": .string($0.reason.rawValue),
                    ]
                }),
            "unpriced_models": .array(
                unpriced.map {
                    [
                        "recorded_model": JSONValue($0.keys.first ?? nil), "calls": .integer($0.sums.unpricedCalls),
                        "total_tokens": .integer($0.sums.tokens.total),
                    ]
                }),
            "advice": .array(advice.map(JSONValue.string)),
        ]
    }

    private var ledgerJSON: JSONValue {
        [
            "path": .string(ledgerPath), "error": JSONValue(ledgerError?.description),
            "events": JSONValue(ledgerState?.events), "newest_event_at": JSONValue(ledgerState?.newestEvent?.iso8601),
        ]
    }
}
