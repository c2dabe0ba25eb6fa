// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension Repricing {
    static func documentID(_ id: Int64) -> Document.ID { Document.ID(.repricing, "\(id)") }

    var document: Document {
        Document(
            Self.documentID(id ?? 0), at: id ?? 0,
            [
                "id": JSONValue(id), "at": at.json, "kind": .string(kind.rawValue), "actor": .string(actor),
                "selection": .string(selection), "old_revisions": .array(oldRevisions.map(JSONValue.string)),
                "revision": .string(revision), "calls": .integer(calls), "before": .integer(before.nanodollars),
                "after": .integer(after.nanodollars), "examined": .integer(examined),
                "reported": .integer(reportedCalls), "kept": .integer(keptCalls), "left": .integer(leftCalls),
                "models": .array(models.map(\.document)), "undoes": JSONValue(undoes), "undone_by": JSONValue(undoneBy),
            ])
    }

    init(_ document: Document) throws {
        let json = document.json
        guard let at = json.moment("at"), let kind = json["kind"]?.text.flatMap(Kind.init(rawValue:)) else {
            throw Document.malformed(.repricing)
        }
        self.init(
            id: json.number("id"), at: at, kind: kind, actor: json["actor"]?.string ?? "",
            selection: json["selection"]?.string ?? "", oldRevisions: json.texts("old_revisions"),
            revision: json["revision"]?.string ?? "", calls: json.number("calls") ?? 0, before: json.money("before"),
            after: json.money("after"), examined: json.number("examined") ?? 0)
        reportedCalls = json.number("reported") ?? 0
        keptCalls = json.number("kept") ?? 0
        leftCalls = json.number("left") ?? 0
        models = (json["models"]?.elements ?? []).map(RepricedModel.init(document:))
        undoes = json.number("undoes")
        undoneBy = json.number("undone_by")
    }
}

extension RepricedModel {
    fileprivate var document: JSONValue {
        [
            "model": .string(model), "examined": .integer(examined), "calls": .integer(calls),
            "reported": .integer(reportedCalls), "before": .integer(before.nanodollars),
            "after": .integer(after.nanodollars),
        ]
    }

    fileprivate init(document json: JSONValue) {
        self.init(model: json["model"]?.string ?? "")
        examined = json.number("examined") ?? 0
        calls = json.number("calls") ?? 0
        reportedCalls = json.number("reported") ?? 0
        before = json.money("before")
        after = json.money("after")
    }
}

/// A call as it was before a repricing, and the cost that it got.
struct FormerStamp: Hashable, Sendable {
    var call: UsageEvent
    var stamped: Cost

    /// Whether the call still is as it was stamped.
    func isOn(_ present: UsageEvent) -> Bool {
        present.cost.hasSameStamp(as: stamped) && present.cost.priceRevision == stamped.priceRevision
            && present.tokens.total == call.tokens.total && present.at == call.at
    }

    func document(of repricing: Int64) -> Document {
        Document(
            Document.ID(.former, "\(repricing)", call.id.description),
            refs: ["\(repricing)", call.id.description], at: repricing, ["call": call.wire, "stamped": stamped.wire])
    }

    init(call: UsageEvent, stamped: Cost) {
        self.call = call
        self.stamped = stamped
    }

    init(_ document: Document) throws {
        guard let call = document.json["call"], let stamped = document.json["stamped"] else {
            throw Document.malformed(.former)
        }
        self.call = try Document(document.id, call).value()
        self.stamped = try Document(document.id, stamped).value()
    }
}

extension JSONValue {
    fileprivate func money(_ key: String) -> Money { Money(nanodollars: number(key) ?? 0) }
}
