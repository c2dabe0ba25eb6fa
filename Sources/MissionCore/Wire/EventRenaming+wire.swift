// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension EventRenaming: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(old: try fields.value("old"), new: try fields.value("new"), session: try fields.value("session"))
    }

    package var wire: JSONValue { ["old": old.wire, "new": new.wire, "session": session.wire] }
}
