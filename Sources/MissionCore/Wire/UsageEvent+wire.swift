// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageEvent: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        let source: SourceKind = try fields.optionalName("source") ?? .transcript
        self.init(
            id: try fields.value("id"), at: try fields.moment("at"), session: try fields.value("session"),
            sessionStart: try fields.optionalMoment("session_start"), attribution: try fields.value("attribution"),
            tokens: try fields.optional("tokens") ?? .zero, webSearches: try fields.optionalWhole("web_searches") ?? 0,
            serviceTier: try fields.optionalText("service_tier"), region: try fields.optionalText("region"),
            durationMilliseconds: try fields.optionalWhole("duration_ms"),
            status: try fields.optionalName("status") ?? .ok,
            isSynthetic: try fields.optionalFlag("synthetic") ?? false, cost: try fields.optional("cost") ?? Cost(),
            source: source, grain: try fields.optionalName("grain") ?? .call,
            provenance: try fields.optionalWhole("provenance").map(Provenance.init(rawValue:)),
            answer: try fields.optional("answer"))
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("id", id.wire), ("at", .integer(at.milliseconds)), ("session", session.wire),
            ("session_start", sessionStart.map { .integer($0.milliseconds) }), ("attribution", attribution.wire),
            ("tokens", tokens == .zero ? nil : tokens.wire), ("web_searches", .unless(0, webSearches)),
            ("service_tier", serviceTier.map(JSONValue.string)), ("region", region.map(JSONValue.string)),
            ("duration_ms", durationMilliseconds.map(JSONValue.integer)),
            ("status", .unless(CallStatus.ok.rawValue, status.rawValue)), ("synthetic", isSynthetic ? true : nil),
            ("cost", cost == Cost() ? nil : cost.wire),
            ("source", .unless(SourceKind.transcript.rawValue, source.rawValue)),
            ("grain", .unless(Grain.call.rawValue, grain.rawValue)),
            ("provenance", .unless(Provenance(source).rawValue, provenance.rawValue)), ("answer", answer?.wire),
        ])
    }
}
