// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Rejection: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        guard let reason: RejectionReason = try fields.optionalName("reason") else {
            throw .malformed(path: "reason", expected: "a reason")
        }
        self.init(
            source: try fields.value("source"), item: try fields.text("item"),
            position: try fields.optionalWhole("position") ?? 0, length: try fields.optionalWhole("length") ?? 0,
            reason: reason)
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("source", source.wire), ("item", .string(item)), ("position", .unless(0, position)),
            ("length", .unless(0, length)), ("reason", .string(reason.rawValue)),
        ])
    }
}
