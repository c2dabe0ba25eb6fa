// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension SessionFacts: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(
            session: try fields.value("session"), key: try fields.optionalText("key"),
            kind: try fields.optionalName("kind"), cronJob: try fields.optionalText("cron_job"),
            channel: try fields.optionalText("channel"), label: try fields.optionalText("label"),
            project: try fields.optionalText("project"), parentKey: try fields.optionalText("parent_key"),
            startedAt: try fields.optionalMoment("started_at"), context: try fields.optional("context"))
        weights = FactWeights(text: try fields.optionalText("weights") ?? "")
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("session", session.wire), ("key", key.map(JSONValue.string)), ("kind", kind.map { .string($0.rawValue) }),
            ("cron_job", cronJob.map(JSONValue.string)), ("channel", channel.map(JSONValue.string)),
            ("label", label.map(JSONValue.string)), ("project", project.map(JSONValue.string)),
            ("parent_key", parentKey.map(JSONValue.string)),
            ("started_at", startedAt.map { .integer($0.milliseconds) }), ("context", context?.wire),
            ("weights", .unless("", weights.text)),
        ])
    }
}
