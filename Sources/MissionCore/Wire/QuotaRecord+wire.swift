// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension QuotaRecord: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(
            gateway: try fields.text("gateway"), provider: try fields.text("provider"),
            label: try fields.text("label"),
            reading: QuotaReading(
                at: try fields.moment("at"), usedHundredths: try fields.whole("used_hundredths"),
                resetsAt: try fields.optionalMoment("resets_at")))
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("gateway", .string(gateway)), ("provider", .string(provider)), ("label", .string(label)),
            ("at", .integer(reading.at.milliseconds)), ("used_hundredths", .integer(reading.usedHundredths)),
            ("resets_at", reading.resetsAt.map { .integer($0.milliseconds) }),
        ])
    }
}
