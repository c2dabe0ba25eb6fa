// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension SourceID: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(kind: try fields.text("kind"), place: try fields.text("place"))
    }

    package var wire: JSONValue { ["kind": .string(kind), "place": .string(place)] }
}
