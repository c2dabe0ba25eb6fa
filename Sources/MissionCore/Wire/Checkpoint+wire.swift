// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Checkpoint: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(
            source: try fields.value("source"), item: try fields.text("item"),
            position: try fields.optionalText("position") ?? "")
    }

    package var wire: JSONValue {
        JSONValue(wire: [("source", source.wire), ("item", .string(item)), ("position", .unless("", position))])
    }
}
