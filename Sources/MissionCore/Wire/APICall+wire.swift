// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension APICall: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        var statusCode: Int?
        if let code = try fields.optionalWhole("status_code") {
            guard let exact = Int(exactly: code) else {
                throw .malformed(path: "status_code", expected: "a whole number")
            }
            statusCode = exact
        }
        self.init(
            id: try fields.value("id"), at: try fields.moment("at"), service: try fields.text("service"),
            endpoint: try fields.optionalText("endpoint") ?? "", method: try fields.optionalText("method") ?? "",
            statusCode: statusCode, status: try fields.optionalName("status") ?? .ok,
            durationMilliseconds: try fields.optionalWhole("duration_ms"))
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("id", id.wire), ("at", .integer(at.milliseconds)), ("service", .string(service)),
            ("endpoint", .unless("", endpoint)), ("method", .unless("", method)),
            ("status_code", statusCode.map { .integer(Int64($0)) }),
            ("status", .unless(CallStatus.ok.rawValue, status.rawValue)),
            ("duration_ms", durationMilliseconds.map(JSONValue.integer)),
        ])
    }
}
