// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Attribution: WireValue {
    /// The names are taken as they are: whoever made the call normalised them.
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(
            provider: try fields.text("provider"), model: try fields.text("model"),
            recordedProvider: try fields.optionalText("recorded_provider") ?? "",
            recordedModel: try fields.optionalText("recorded_model") ?? "",
            gateway: try fields.optionalText("gateway") ?? KeptGateway.local,
            account: try fields.optionalText("account") ?? GatewayAccounts.unknown,
            machine: try fields.optionalText("machine") ?? KeptGateway.local, kind: try fields.optionalName("kind"),
            cronJob: try fields.optionalText("cron_job"), taskType: try fields.optionalText("task_type"),
            caller: try fields.optionalText("caller"))
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("provider", .string(provider)), ("model", .string(model)),
            ("recorded_provider", .unless("", recordedProvider)), ("recorded_model", .unless("", recordedModel)),
            ("gateway", .unless(KeptGateway.local, gateway)), ("account", .unless(GatewayAccounts.unknown, account)),
            ("machine", .unless(KeptGateway.local, machine)), ("kind", kind.map { .string($0.rawValue) }),
            ("cron_job", cronJob.map(JSONValue.string)), ("task_type", taskType.map(JSONValue.string)),
            ("caller", caller.map(JSONValue.string)),
        ])
    }
}
