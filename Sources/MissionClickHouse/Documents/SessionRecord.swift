// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What is kept of a conversation beside its calls.
struct SessionRecord: Hashable, Sendable {
    /// What is known of it; only itself where nobody told anything.
    var facts: SessionFacts
    /// Whether anybody told anything of it but calls.
    var isKnown = false
    /// The kinds of source that ever told of its calls.
    var told: Set<SourceKind> = []
    /// The gateways that ever told of its calls.
    var gateways: Set<String> = []
    /// Whether it ever had a row that finer sources can make superfluous.
    var hasSums = false

    init(_ session: SessionID) { facts = SessionFacts(session: session) }

    /// Nothing that would have to be kept.
    var isEmpty: Bool { !isKnown && told.isEmpty && gateways.isEmpty && !hasSums }
}

extension SessionRecord {
    static func id(_ session: SessionID) -> Document.ID {
        Document.ID(.session, session.harness, session.id, session.agent)
    }

    var document: Document {
        let json: JSONValue = [
            "facts": facts.wire, "known": .bool(isKnown), "told": .array(told.sorted().map { .string($0.rawValue) }),
            "gateways": .array(gateways.sorted().map(JSONValue.string)), "sums": .bool(hasSums),
        ]
        let session = facts.session
        return Document(
            Self.id(session),
            refs: [BackendName(session).key, facts.displayKey, session.id, facts.parentKey ?? ""], json)
    }

    init(_ document: Document) throws {
        guard let facts = document.json["facts"] else { throw Document.malformed(.session) }
        self.facts = try Document(document.id, facts).value()
        isKnown = document.json["known"]?.flag ?? false
        told = Set(document.json.texts("told").compactMap(SourceKind.init(rawValue:)))
        gateways = Set(document.json.texts("gateways"))
        hasSums = document.json["sums"]?.flag ?? false
    }
}

extension BackendName {
    /// The name in documents.
    var key: String { Document.joined([harness, id]) }
}

extension SessionFacts {
    /// What calls are grouped and filtered by; the rest is not written with them.
    var ofCalls: SessionFacts {
        var facts = SessionFacts(
            session: session, key: key, kind: kind, cronJob: cronJob, channel: channel, project: project)
        facts.weights = FactWeights(text: "")
        return facts
    }
}
