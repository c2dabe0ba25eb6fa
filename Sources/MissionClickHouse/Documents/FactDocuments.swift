// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension APICall {
    static func document(_ id: EventID) -> Document.ID { Document.ID(.request, id.description) }

    var document: Document { Document(Self.document(id), at: at.milliseconds, wire) }
}

extension CronJobFacts {
    var document: Document { Document(Document.ID(.job, agent, id), wire) }
}

extension CronRunFacts {
    var documentID: Document.ID { Document.ID(.run, job, "\(startedAt.milliseconds)") }

    var document: Document { Document(documentID, at: startedAt.milliseconds, wire) }
}

extension QuotaRecord {
    /// Which quota it is a reading of.
    var series: String { Document.joined([gateway, provider, label]) }

    var document: Document {
        Document(
            Document.ID(.quota, gateway, provider, label, "\(reading.at.milliseconds)"), refs: [series, gateway],
            at: reading.at.milliseconds, wire)
    }
}

extension Checkpoint {
    var documentID: Document.ID { Document.ID(.checkpoint, source.kind, source.place, item) }

    var document: Document { Document(documentID, refs: [source.documentKey], wire) }
}

extension SourceID {
    var documentKey: String { Document.joined([kind, place]) }
}

extension Rejection {
    var documentID: Document.ID {
        Document.ID(.rejection, source.kind, source.place, item, "\(position)", reason.rawValue)
    }

    /// - Parameter number: How many were rejected before it, and itself.
    func document(_ number: Int64) -> Document { Document(documentID, refs: [source.documentKey], at: number, wire) }
}

extension SourceState {
    static func documentID(_ source: SourceID) -> Document.ID { Document.ID(.source, source.kind, source.place) }

    /// Items and rejections are counted when they are asked for.
    var document: Document {
        Document(
            Self.documentID(source),
            [
                "source": source.wire, "events": JSONValue(events), "repeats": .integer(repeats),
                "newest": JSONValue(newestEvent?.milliseconds), "last_commit": JSONValue(lastCommit?.milliseconds),
            ])
    }

    init(_ document: Document) throws {
        guard let source = document.json["source"] else { throw Document.malformed(.source) }
        self.init(
            source: try Document(document.id, source).value(), items: 0, events: document.json.number("events"),
            repeats: document.json.number("repeats") ?? 0, newestEvent: document.json.moment("newest"), rejections: 0,
            lastCommit: document.json.moment("last_commit"))
    }
}

/// What was answered to a push.
struct PushAnswer: Hashable, Sendable {
    var key: IdempotencyKey
    var answer: String
    var at: Timestamp

    static func id(_ key: IdempotencyKey) -> Document.ID { Document.ID(.receipt, key.name) }

    var document: Document {
        Document(Self.id(key), at: at.milliseconds, ["fingerprint": key.fingerprint.wire, "answer": .string(answer)])
    }

    init(key: IdempotencyKey, answer: String, at: Timestamp) {
        self.key = key
        self.answer = answer
        self.at = at
    }

    init(_ document: Document) throws {
        guard let fingerprint = document.json["fingerprint"], let answer = document.json["answer"]?.string else {
            throw Document.malformed(.receipt)
        }
        key = IdempotencyKey(name: document.id.key, fingerprint: try Document(document.id, fingerprint).value())
        self.answer = answer
        at = Timestamp(milliseconds: document.at)
    }
}
