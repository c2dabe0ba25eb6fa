// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionGateway
internal import MissionSources

/// What `mctl gateway check` says.
struct GatewayCheckAnswer {
    var address: GatewayAddress
    var deviceID: String
    var probe: GatewayProbe?
    var error: GatewayError?

    /// For people; nil when there is nothing but an error.
    var text: String? {
        guard let probe else { return nil }
        let hello = probe.hello
        let rows =
            [
                ["version", hello.version ?? "unknown"], ["protocol", String(hello.protocolVersion)],
                ["rights", hello.scopes.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") } ?? "not told"],
                ["device", deviceID],
            ] + probe.methods.map { [$0.name, $0.error == nil ? "answers" : "does not answer"] }
        return "\(address)\n" + Columns(rows.map { ["  \($0[0])", $0[1]] }).text
    }

    var json: JSONValue {
        let hello = probe?.hello
        return [
            "schema_version": 1, "url": .string(address.text), "reachable": .bool(probe != nil),
            "version": JSONValue(hello?.version), "protocol": JSONValue(hello?.protocolVersion),
            "role": JSONValue(hello?.role),
            "scopes": hello?.scopes.map { .array($0.map(JSONValue.string)) } ?? .null,
            "device_id": .string(deviceID),
            "methods": .array(
                (probe?.methods ?? []).map { method in
                    [
                        "method": .string(method.name), "available": .bool(method.error == nil),
                        "error": JSONValue(method.error?.fact),
                    ]
                }),
            "error": JSONValue(error?.fact), "advice": JSONValue(error?.advice),
        ]
    }
}
