// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Alert {
    /// For programs.
    package var json: JSONValue {
        [
            "id": .string(id), "type": .string(type), "severity": .string(severity.rawValue),
            "message": .string(message), "budget": JSONValue(budget), "threshold": JSONValue(threshold),
            "since": .string(since.iso8601),
        ]
    }

    /// Reads what ``json`` writes; nil where it is none.
    package init?(_ json: JSONValue) {
        guard let type = json["type"]?.text, let severity = json["severity"]?.text.flatMap(Severity.init(rawValue:)),
            let message = json["message"]?.text, let since = json["since"]?.text.flatMap(Timestamp.init(iso8601:))
        else { return nil }
        self.init(
            type: type, severity: severity, message: message, budget: json["budget"]?.text,
            threshold: json["threshold"]?.whole, since: since)
    }

    /// Alerts as a document.
    package static func document(_ alerts: [Alert], zone: Zone, now: Timestamp) -> ReportDocument {
        let fields: [ReportField<Alert>] = [
            ReportField<Alert>.text("severity", "Severity") { $0.severity.rawValue }.asKey,
            .text("type", "Type") { $0.type }, .text("message", "Message") { $0.message },
            ReportField<Alert>.text("id", "Id") { $0.id }, ReportField<Alert>.text("budget", "Budget") { $0.budget },
            ReportField<Alert>("threshold", "Threshold", .count) { .optional($0.threshold) { .count($0) } },
            ReportField<Alert>("since", "Since", .time) { .moment($0.since) },
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
