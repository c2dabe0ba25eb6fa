// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension SessionID: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(
            harness: try fields.text("harness"), agent: try fields.text("agent"), id: try fields.text("id"))
    }

    package var wire: JSONValue { ["harness": .string(harness), "agent": .string(agent), "id": .string(id)] }
}
