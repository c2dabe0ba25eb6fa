// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CronJobFacts: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(
            id: try fields.text("id"), agent: try fields.text("agent"), name: try fields.optionalText("name"),
            isEnabled: try fields.optionalFlag("enabled"), schedule: try fields.optional("schedule"),
            nextRun: try fields.optionalMoment("next_run"))
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("id", .string(id)), ("agent", .string(agent)), ("name", name.map(JSONValue.string)),
            ("enabled", isEnabled.map(JSONValue.bool)), ("schedule", schedule?.wire),
            ("next_run", nextRun.map { .integer($0.milliseconds) }),
        ])
    }
}
