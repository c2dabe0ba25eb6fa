// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ContextGauge: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(
            used: try fields.whole("used"), limit: try fields.optionalWhole("limit"), at: try fields.moment("at"))
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("used", .integer(used)), ("limit", limit.map(JSONValue.integer)), ("at", .integer(at.milliseconds)),
        ])
    }
}
