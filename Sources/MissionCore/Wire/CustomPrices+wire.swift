// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CustomPrices: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        let recorded: [Entry] = try fields.list("recorded")
        let canonical: [Entry] = try fields.list("canonical")
        self.init()
        for (index, entry) in recorded.enumerated() {
            guard let card = entry.card else {
                throw .malformed(path: "recorded[\(index)].card", expected: "an object")
            }
            self.recorded[entry.name] = card
        }
        for entry in canonical { self.canonical[entry.name] = .some(entry.card) }
    }

    package var wire: JSONValue {
        let recorded = recorded.sorted { $0.key < $1.key }.map { Entry(name: $0.key, card: $0.value) }
        let canonical = canonical.sorted { $0.key < $1.key }.map { Entry(name: $0.key, card: $0.value) }
        return JSONValue(wire: [("recorded", .list(recorded)), ("canonical", .list(canonical))])
    }

    /// A name and its price; nil where two models of that name contradict each other.
    private struct Entry: WireValue {
        var name: String
        var card: RateCard?

        init(name: String, card: RateCard?) {
            (self.name, self.card) = (name, card)
        }

        init(wire json: JSONValue) throws(WireError) {
            let fields = try WireFields(json)
            self.init(name: try fields.text("name"), card: try fields.optional("card"))
        }

        var wire: JSONValue { JSONValue(wire: [("name", .string(name)), ("card", card?.wire)]) }
    }
}
