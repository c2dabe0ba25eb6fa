// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension AlertRecord {
    static func documentID(_ alert: Alert) -> Document.ID { Document.ID(.alert, alert.id) }

    /// - Parameter number: In which order records were first kept.
    func document(_ number: Int64) -> Document {
        Document(
            Self.documentID(alert), refs: [phase.isOpen ? "open" : ""], at: changedAt.milliseconds,
            [
                "number": .integer(number), "alert": alert.json, "phase": .string(phase.rawValue),
                "began_at": beganAt.json, "fired_at": JSONValue(firedAt?.milliseconds), "changed_at": changedAt.json,
                "waited": .integer(waited), "announced": .bool(isAnnounced),
            ])
    }
}

/// A record, and in which order it was first kept.
struct NumberedAlert: Hashable, Sendable {
    var number: Int64
    var record: AlertRecord

    /// Nil for what a newer version may have kept.
    init?(_ document: Document) {
        let json = document.json
        guard let alert = json["alert"].flatMap(Alert.init),
            let phase = json["phase"]?.text.flatMap(AlertRecord.Phase.init(rawValue:)),
            let began = json.moment("began_at"), let changed = json.moment("changed_at")
        else { return nil }
        number = json.number("number") ?? 0
        record = AlertRecord(
            alert, phase: phase, beganAt: began, firedAt: json.moment("fired_at"), changedAt: changed,
            waited: json.number("waited") ?? 0, isAnnounced: json["announced"]?.flag ?? false)
    }

    init(number: Int64, record: AlertRecord) {
        self.number = number
        self.record = record
    }
}

/// A delivery, and in which order it was written.
struct NumberedDelivery: Hashable, Sendable {
    var number: Int64
    var delivery: Delivery

    static func id(_ delivery: Delivery) -> Document.ID { id(delivery.message, delivery.channel) }

    static func id(_ message: AlertMessage, _ channel: String) -> Document.ID {
        Document.ID(.delivery, message.id, channel)
    }

    var document: Document {
        Document(
            Self.id(delivery), refs: [delivery.state.rawValue], at: number,
            [
                "message": delivery.message.json, "channel": .string(delivery.channel),
                "state": .string(delivery.state.rawValue), "attempts": .integer(delivery.attempts),
                "created_at": delivery.createdAt.json, "at": delivery.at.json, "reason": JSONValue(delivery.reason),
            ])
    }

    init(number: Int64, delivery: Delivery) {
        self.number = number
        self.delivery = delivery
    }

    /// Nil for what a newer version may have kept.
    init?(_ document: Document) {
        let json = document.json
        guard let message = json["message"].flatMap(AlertMessage.init), let channel = json["channel"]?.string,
            let state = json["state"]?.text.flatMap(Delivery.State.init(rawValue:)),
            let created = json.moment("created_at"), let at = json.moment("at")
        else { return nil }
        number = document.at
        delivery = Delivery(
            message, to: channel, state: state, attempts: json.number("attempts") ?? 0, createdAt: created, at: at,
            reason: json["reason"]?.string)
    }
}
