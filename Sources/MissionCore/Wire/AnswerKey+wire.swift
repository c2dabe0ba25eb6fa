// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension AnswerKey: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(hash: try fields.whole("hash"), isPartial: try fields.optionalFlag("partial") ?? false)
    }

    package var wire: JSONValue {
        JSONValue(wire: [("hash", .integer(hash)), ("partial", isPartial ? true : nil)])
    }
}
