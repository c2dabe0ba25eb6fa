// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSQLite
internal import MissionSources

extension Diagnosis {
    /// For people; what is wrong comes first.
    var text: String {
        let sections = [
            section("Errors", lines(.error)), section("Looked in", health.lines.map(Self.place)),
            section("Problems", problems.map { "\($0.path): \($0.reason)" }),
            section("Gateways", gateways.map(\.text)), section("Ledger", [ledgerLine]),
            section("Also in the ledger", health.others.map(Self.state)),
            section("Warnings", lines(.warning)), section("Notes", lines(.note)),
            section("Rejected input", rejectionLines), section("Unpriced models", unpriced.map(Self.model)),
            section("What to do", advice.isEmpty ? ["Nothing: all is well."] : advice),
        ]
        return sections.compactMap(\.self).joined(separator: "\n")
    }

    /// What to do, in sentences, each once.
    var advice: [String] {
        var told: Set<String> = []
        return (findings.compactMap(\.advice) + problems.map(\.advice)).filter { told.insert($0).inserted }
    }

    private func section(_ title: String, _ lines: [String]) -> String? {
        lines.isEmpty ? nil : ([title] + lines.map { "  \($0)" }).joined(separator: "\n") + "\n"
    }

    private func lines(_ severity: HealthFinding.Severity) -> [String] {
        findings.filter { $0.severity == severity }.map(\.message)
    }

    private static func place(_ line: SourceHealth.Line) -> String {
        let look = line.look
        let name = "\(look.source.place)  (\(look.source.kind))"
        guard look.exists else { return "not there  \(name)" }
        var facts = ["\(look.items.groupedString) \(look.items == 1 ? "file" : "files")"]
        if let state = line.state { facts += calls(state) }
        if look.unread.callCount > 0 { facts.append("\(look.unread.callCount.groupedString) to read") }
        if let newest = line.newestCall { facts.append("newest call \(newest.iso8601)") }
        return (["found      \(name): \(facts.joined(separator: ", "))"] + look.stores.map { "             \($0)" })
            .joined(separator: "\n  ")
    }

    private static func state(_ state: SourceState) -> String {
        if state.source == SourceID(kind: "otlp", place: "/v1/metrics") {
            return "\(state.source.place)  (\(state.source.kind)): metrics are acknowledged and are no calls; "
                + "/v1/logs and /v1/traces tell these one by one"
        }
        let files = "\(state.items.groupedString) \(state.items == 1 ? "file" : "files")"
        let last = state.lastCommit.map { ["last read \($0.iso8601)"] } ?? []
        return "\(state.source.place)  (\(state.source.kind)): "
            + ([files] + calls(state) + last).joined(separator: ", ")
    }

    private static func calls(_ state: SourceState) -> [String] {
        let first = state.events.map(calls) ?? "calls not counted"
        return [first] + (state.repeats > 0 ? ["\(state.repeats.groupedString) known already"] : [])
    }

    private static func calls(_ count: Int64) -> String {
        "\(count.groupedString) \(count == 1 ? "call" : "calls")"
    }

    private var ledgerLine: String {
        guard let state = ledgerState else {
            let isMissing = ledgerError?.isMissing ?? true
            return "\(ledgerPath): \(isMissing ? "not there yet" : ledgerError?.description ?? "not opened")"
        }
        let newest = state.newestEvent.map { ", the newest of \($0.iso8601)" } ?? ""
        return "\(ledgerPath): \(Self.calls(ledgerCalls))\(newest)"
    }

    private var rejectionLines: [String] {
        let shown = rejections.prefix(Self.shownRejections).map { rejection in
            "\(rejection.source.place)/\(rejection.item), at \(rejection.position.groupedString)"
                + " (\(rejection.length.groupedString) bytes): \(rejection.reason.explanation)"
        }
        // The ledger gave the newest ones only.
        let known = (health.lines.compactMap(\.state) + health.others).reduce(0) { $0 + $1.rejections }
        let rest = known + health.lines.reduce(0) { $0 + $1.look.unread.rejections.count } - shown.count
        return shown + (rest > 0 ? ["and \(rest.groupedString) more"] : [])
    }

    private static func model(_ model: UnpricedModel) -> String {
        let name = model.recordedModel.flatMap { $0.isEmpty ? nil : $0 } ?? "no model named"
        return "\(name): \(calls(model.sums.unpricedCalls)),"
            + " \(model.sums.tokens.total.groupedString) tokens"
    }
}

extension Diagnosis {
    /// For programs.
    var json: JSONValue {
        let places = places.map { place -> JSONValue in
            ["kind": .string(place.kind), "path": .string(place.path), "exists": .bool(place.exists)]
        }
        let status = findings.contains { $0.severity == .error } ? "error" : health.status
        return [
            "schema_version": 1,
            "status": .string(status),
            "findings": .array(findings.map(\.json)),
            "places": .array(places),
            "gateways": .array(gateways.map(\.json)),
            "problems": .array((problems + health.lines.flatMap(\.look.problems)).map(\.json)),
            "ledger": ledgerJSON,
            "sources": health.json["sources"] ?? [],
            "rejections": .array(rejections.prefix(Self.shownRejections).map(\.json)),
            "unpriced_models": .array(unpriced.map(\.json)),
            "advice": .array(advice.map(JSONValue.string)),
        ]
    }

    private var ledgerJSON: JSONValue {
        [
            "path": .string(ledgerPath), "error": JSONValue(ledgerError?.message),
            "events": JSONValue(ledgerState?.events), "calls": JSONValue(ledgerState.map { _ in ledgerCalls }),
            "newest_event_at": JSONValue(ledgerState?.newestEvent?.iso8601),
        ]
    }
}
