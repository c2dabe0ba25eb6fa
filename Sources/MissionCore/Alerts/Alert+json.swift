// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Alert {
    /// For programs.
    package var json: JSONValue {
        [
            "id": .string(id), "type": .string(type), "severity": .string(severity.rawValue),
            "message": .string(message), "budget": JSONValue(budget), "subject": JSONValue(subject),
            "threshold": JSONValue(threshold), "since": .string(since.iso8601), "occurrence": .integer(occurrence),
        ]
    }

    /// Reads what ``json`` writes; nil where it is none.
    package init?(_ json: JSONValue) {
        guard let type = json["type"]?.text, let severity = json["severity"]?.text.flatMap(Severity.init(rawValue:)),
            let message = json["message"]?.text, let since = json["since"]?.text.flatMap(Timestamp.init(iso8601:))
        else { return nil }
        self.init(
            type: type, severity: severity, message: message, budget: json["budget"]?.text,
            subject: json["subject"]?.text, threshold: json["threshold"]?.whole, since: since)
        occurrence = json["occurrence"]?.whole ?? 1
    }
}
