// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension AlertRecord {
    /// For programs: the alert's members, and what became of it.
    package var json: JSONValue {
        alert.json.appending([
            "state": .string(phase.rawValue), "fired_at": JSONValue(firedAt?.iso8601),
            "changed_at": .string(changedAt.iso8601), "announced": .bool(isAnnounced),
        ])
    }
}

extension Delivery {
    /// For programs.
    package var json: JSONValue {
        [
            "message_id": .string(message.id), "channel": .string(channel), "state": .string(state.rawValue),
            "event": .string(message.event.rawValue), "severity": .string(message.severity.rawValue),
            "headline": .string(message.headline), "alerts": .array(message.alerts.map { .string($0.id) }),
            "attempts": .integer(attempts), "created_at": .string(createdAt.iso8601),
            "next_attempt_at": JSONValue(state == .waiting ? at.iso8601 : nil),
            "settled_at": JSONValue(state == .waiting ? nil : at.iso8601), "reason": JSONValue(reason),
        ]
    }

    /// Deliveries as a document.
    package static func document(_ deliveries: [Delivery], zone: Zone, now: Timestamp) -> ReportDocument {
        let fields: [ReportField<Delivery>] = [
            ReportField<Delivery>("created_at", "Written", .time) { .moment($0.createdAt) }.asKey,
            .text("channel", "Channel") { $0.channel }, .text("state", "State") { $0.state.rawValue },
            ReportField("attempts", "Attempts", .count) { .count($0.attempts) },
            .text("message", "Message") { $0.message.headline },
            ReportField("next_attempt_at", "Next", .time) { $0.state == .waiting ? .moment($0.at) : .blank },
            .text("reason", "Reason") { $0.reason }, .text("message_id", "Id") { $0.message.id },
        ]
        var table = ReportTable("deliveries", fields, deliveries)
        table.layouts = [
            ReportLayout(["created_at", "channel", "state", "attempts", "message", "reason"]),
            ReportLayout(["created_at", "channel", "state", "message"]), ReportLayout(["channel", "state", "message"]),
        ]
        return ReportDocument(
            id: "deliveries", title: "Deliveries", scope: "(\(zone.name))", zone: zone,
            items: [.fact("schema_version", .count(1)), .fact("generated_at", .moment(now)), .table(table)])
    }
}

extension DeliveryOutcome {
    /// For programs.
    package var json: JSONValue {
        switch self {
        case .delivered: ["outcome": "delivered", "reason": .null, "retry_after_ms": .null]
        case .postponed(let reason, let wait):
            ["outcome": "postponed", "reason": .string(reason), "retry_after_ms": JSONValue(wait)]
        case .refused(let reason): ["outcome": "refused", "reason": .string(reason), "retry_after_ms": .null]
        }
    }
}

extension AlertRecord {
    /// What was, as a document.
    package static func document(_ records: [AlertRecord], zone: Zone, now: Timestamp) -> ReportDocument {
        let fields: [ReportField<AlertRecord>] = [
            ReportField<AlertRecord>("fired_at", "Fired", .time) { .optional($0.firedAt) { .moment($0) } }.asKey,
            .text("state", "State") { $0.phase.rawValue }, .text("severity", "Severity") { $0.alert.severity.rawValue },
            .text("type", "Type") { $0.alert.type }, .text("message", "Message") { $0.alert.message },
            ReportField("changed_at", "Changed", .time) { .moment($0.changedAt) }, .text("id", "Id") { $0.alert.id },
            .text("budget", "Budget") { $0.alert.budget },
        ]
        var table = ReportTable("alerts", fields, records)
        table.layouts = [
            ReportLayout(["fired_at", "state", "severity", "message"]), ReportLayout(["fired_at", "state", "message"]),
        ]
        return ReportDocument(
            id: "alert-history", title: "Alerts that have fired", scope: "(\(zone.name))", zone: zone,
            items: [.fact("schema_version", .count(1)), .fact("generated_at", .moment(now)), .table(table)])
    }
}
