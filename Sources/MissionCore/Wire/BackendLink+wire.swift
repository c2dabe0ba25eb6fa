// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension BackendLink: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(session: try fields.value("session"), backend: try fields.value("backend"))
    }

    package var wire: JSONValue { ["session": session.wire, "backend": backend.wire] }
}

extension BackendName: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(harness: try fields.text("harness"), id: try fields.text("id"))
    }

    package var wire: JSONValue { ["harness": .string(harness), "id": .string(id)] }
}
