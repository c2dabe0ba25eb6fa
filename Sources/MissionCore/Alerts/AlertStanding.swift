// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// An alert as it stands: what is so, how far it has got, and what people have said about it.
package struct AlertStanding: Hashable, Sendable {
    /// The alert, with the figures of now.
    package var alert: Alert
    /// How far it has got.
    package var phase: AlertRecord.Phase
    /// When it fired; nil where nothing that runs has seen that.
    package var firedAt: Timestamp?
    /// Whether somebody has seen it.
    package var isAcknowledged: Bool
    /// Until when nobody is told of it; nil where people are.
    package var mutedUntil: Timestamp?

    /// Whether it should be shown where it cannot be overlooked.
    package var isUrgent: Bool { !isAcknowledged && mutedUntil == nil }
}

extension AlertStanding {
    /// Everything that is so now, worst first; equals in the plan's order.
    ///
    /// - Parameters:
    ///   - zone: Whose days, where a budget names no zone.
    ///   - looksAtHistory: Whether to compute what takes longer; else it is as whoever watches has last seen it.
    /// - Throws: ``LedgerError``.
    package static func load(
        _ plan: BudgetPlan, _ settings: AlertSettings, from reader: any LedgerReader,
        beside surroundings: AlertSurroundings = .init(), zone: Zone, now: Timestamp,
        looksAtHistory: Bool
    ) async throws -> [AlertStanding] {
        let facts = try await AlertFacts.load(
            plan, from: reader, beside: surroundings, zone: zone, now: now, looksAtHistory: looksAtHistory)
        let findings = AlertEvaluation(plan, zone: zone, now: now).findings(facts)
        let memory = try await reader.alertMemory(since: now.advanced(byMilliseconds: -AlertMemory.span))
        return list(AlertEvaluation.alerts(findings), findings, memory, settings, now)
    }

    private static func list(
        _ alerts: [Alert], _ findings: [AlertFinding], _ memory: AlertMemory, _ settings: AlertSettings,
        _ now: Timestamp
    ) -> [AlertStanding] {
        let latest = memory.latest
        let seen = Set(alerts.map(\.key))
        let cleared = Set(findings.lazy.filter { $0.level == .clear }.map(\.key))
        // What takes patience, and what only whoever serves can see, is known from the ledger.
        let others = latest.values.filter { record in
            record.alert.budget == nil && (record.phase == .firing || record.phase == .recovering)
                && !seen.contains(record.alert.key) && !cleared.contains(record.alert.key)
        }
        return (alerts + others.map(\.alert).worstFirst).worstFirstInOrder.map { alert -> AlertStanding in
            let record = latest[alert.key]
            var alert = alert
            if let known = record?.alert, record?.phase.isOpen ?? false {
                (alert.occurrence, alert.since) = (known.occurrence, known.since)
            }
            return AlertStanding(
                alert: alert, phase: record.map { $0.phase.isOpen ? $0.phase : .firing } ?? .firing,
                firedAt: record?.firedAt, isAcknowledged: settings.acknowledged.contains(alert.id),
                mutedUntil: settings.mutedUntil(alert, at: now))
        }
    }
}

extension AlertStanding {
    /// For programs: the alert's members, and how it stands.
    package var json: JSONValue {
        alert.json.appending([
            "state": .string(phase.rawValue), "fired_at": JSONValue(firedAt?.iso8601),
            "acknowledged": .bool(isAcknowledged), "muted_until": JSONValue(mutedUntil?.iso8601),
        ])
    }

    /// Alerts as a document.
    package static func document(_ alerts: [AlertStanding], zone: Zone, now: Timestamp) -> ReportDocument {
        let fields: [ReportField<AlertStanding>] = [
            ReportField<AlertStanding>.text("severity", "Severity") { $0.alert.severity.rawValue }.asKey,
            .text("type", "Type") { $0.alert.type }, .text("message", "Message") { $0.alert.message },
            .text("id", "Id") { $0.alert.id }, .text("budget", "Budget") { $0.alert.budget },
            .text("subject", "Subject") { $0.alert.subject },
            ReportField("threshold", "Threshold", .count) { .optional($0.alert.threshold) { .count($0) } },
            ReportField("since", "Since", .time) { .moment($0.alert.since) },
            ReportField("occurrence", "Occurrence", .count) { .count($0.alert.occurrence) },
            .text("state", "State") { $0.phase.rawValue },
            ReportField("fired_at", "Fired", .time) { .optional($0.firedAt) { .moment($0) } },
            ReportField("acknowledged", "Seen", .text) { .flag($0.isAcknowledged) },
            ReportField("muted_until", "Muted until", .time) { .optional($0.mutedUntil) { .moment($0) } },
        ]
        var table = ReportTable("alerts", fields, alerts)
        table.layouts = [ReportLayout(["severity", "type", "message"]), ReportLayout(["severity", "message"])]
        return ReportDocument(
            id: "alerts", title: "Alerts", scope: "(\(zone.name))", zone: zone,
            items: [
                .fact("schema_version", .count(1)), .fact("generated_at", .moment(now)), .fact("tz", .text(zone.name)),
                .table(table),
            ])
    }
}
