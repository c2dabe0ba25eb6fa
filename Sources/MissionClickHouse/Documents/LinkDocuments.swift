// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension BackendLink {
    var document: Document {
        Document(
            Document.ID(.link, session.harness, session.id, session.agent, backend.harness, backend.id),
            refs: [BackendName(session).key, backend.key], wire)
    }
}

/// That a turn's figures show in which conversation it was answered.
struct TurnLink: Hashable, Sendable {
    /// The turn's row.
    var turn: EventID
    var link: BackendLink

    init(turn: EventID, link: BackendLink) {
        self.turn = turn
        self.link = link
    }

    var document: Document {
        Document(
            Document.ID(.evidence, turn.description), refs: [BackendName(link.session).key, link.backend.key],
            ["turn": turn.wire, "link": link.wire])
    }

    init(_ document: Document) throws {
        guard let turn = document.json["turn"], let link = document.json["link"] else {
            throw Document.malformed(.evidence)
        }
        self.turn = try Document(document.id, turn).value()
        self.link = try Document(document.id, link).value()
    }
}

/// The tellings of one answer, and whether they tell it in part.
struct AnswerTellings: Hashable, Sendable {
    var hash: Int64
    var tellings: [EventID: Bool]

    static func id(_ hash: Int64) -> Document.ID { Document.ID(.answer, "\(hash)") }

    var document: Document {
        let ordered = tellings.sorted { $0.key < $1.key }
        return Document(
            Self.id(hash), .array(ordered.map { ["id": $0.key.wire, "partial": .bool($0.value)] }))
    }

    init(hash: Int64, tellings: [EventID: Bool]) {
        self.hash = hash
        self.tellings = tellings
    }

    init(_ document: Document) throws {
        guard let hash = Int64(document.id.key) else { throw Document.malformed(.answer) }
        self.hash = hash
        tellings = [:]
        for telling in document.json.elements {
            guard let id = telling["id"] else { throw Document.malformed(.answer) }
            tellings[try Document(document.id, id).value()] = telling["partial"]?.flag ?? false
        }
    }
}
