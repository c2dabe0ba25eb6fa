// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension AlertMessage {
    /// For programs, and as the ledger keeps it until it is delivered.
    package var json: JSONValue {
        [
            "id": .string(id), "event": .string(event.rawValue), "severity": .string(severity.rawValue),
            "headline": .string(headline), "total": JSONValue(count: total), "critical": JSONValue(count: critical),
            "at": .string(at.iso8601),
            "alerts": .array(alerts.map(\.json)),
        ]
    }

    /// Reads what ``json`` writes; nil where it is none.
    package init?(_ json: JSONValue) {
        guard let id = json["id"]?.text, let event = json["event"]?.text.flatMap(Event.init(rawValue:)),
            let at = json["at"]?.text.flatMap(Timestamp.init(iso8601:))
        else { return nil }
        let alerts = (json["alerts"]?.elements ?? []).compactMap(Alert.init)
        self.init(
            id: id, event: event, alerts: alerts, total: json["total"]?.whole.flatMap(Int.init(exactly:)),
            critical: json["critical"]?.whole.flatMap(Int.init(exactly:)), at: at)
    }
}
