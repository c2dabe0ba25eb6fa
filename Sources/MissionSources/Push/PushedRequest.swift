// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns what is pushed about a request to some service into that request. `docs/push.md` describes the fields.
enum PushedRequest {
    static func request(_ value: JSONValue) throws(PushError) -> APICall {
        let fields = try PushFields(value)
        let at = try fields.time("at")
        let service = try fields.requiredName("service").lowercased()
        let endpoint = withoutQuery(try fields.name("endpoint") ?? "")
        let method = try fields.name("method")?.uppercased() ?? ""
        let code = try fields.whole("status_code", 100...599)
        let told: CallStatus? = try fields.word("status")
        let duration = try fields.duration("duration_ms")
        var hash = ContentHash("push api call")
        hash.add(service)
        if let id = try fields.name("id") {
            hash.add("id")
            hash.add(id)
        } else {
            for text in [endpoint, method] { hash.add(text) }
            for number in [at.milliseconds, code ?? -1, duration ?? -1] { hash.add(number) }
        }
        return APICall(
            id: hash.id, at: at, service: service, endpoint: endpoint, method: method, statusCode: code.map { Int($0) },
            status: told ?? code.map(CallStatus.init(httpStatus:)) ?? .ok, durationMilliseconds: duration)
    }

    /// Queries may hold keys and people's words.
    private static func withoutQuery(_ address: String) -> String {
        String(address.prefix { $0 != "?" && $0 != "#" })
    }
}
