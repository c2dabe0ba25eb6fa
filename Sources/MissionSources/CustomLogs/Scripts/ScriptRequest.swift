// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns what a script wrote down about a request to some service into that request.
enum ScriptRequest {
    static func request(_ record: ScriptRecord) throws(RejectionReason) -> APICall {
        let time = try record.time()
        let (service, endpoint) = (record[.service] ?? "unknown", withoutQuery(record[.endpoint] ?? ""))
        let method = (record[.method] ?? "").uppercased()
        var hash = ContentHash("api_calls")
        for text in [record[.id] ?? "", service, endpoint, method] { hash.add(text) }
        hash.add(time.milliseconds)
        let code = record[.code].flatMap { DecimalText.scaled($0, by: 0) }.flatMap { $0 > 0 ? Int(exactly: $0) : nil }
        return APICall(
            id: hash.id, at: time, service: service.lowercased(), endpoint: endpoint, method: method, statusCode: code,
            status: record.status, durationMilliseconds: record.duration)
    }

    /// Queries may hold keys and people's words.
    private static func withoutQuery(_ address: String) -> String {
        String(address.prefix { $0 != "?" && $0 != "#" })
    }
}
