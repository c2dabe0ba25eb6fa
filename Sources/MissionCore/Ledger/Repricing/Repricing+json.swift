// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Repricing {
    /// For programs. `priced_calls` are the calls that got a price or another one.
    package var json: JSONValue {
        let facts: JSONValue = [
            "at": .string(at.iso8601), "old_revisions": .array(oldRevisions.map(JSONValue.string)),
            "revision": .string(revision), "examined_calls": .integer(examined), "priced_calls": .integer(calls),
            "before": before.json, "after": after.json,
        ]
        guard kind != .unpriced else { return facts }
        return facts.appending([
            "difference": difference.json, "id": JSONValue(id), "kind": .string(kind.rawValue),
            "actor": .string(actor), "selection": .string(selection), "reported_calls": .integer(reportedCalls),
            "kept_calls": .integer(keptCalls), "left_calls": .integer(leftCalls), "undoes": JSONValue(undoes),
            "undone_by": JSONValue(undoneBy), "models": .array(models.map(\.json)),
        ])
    }
}
