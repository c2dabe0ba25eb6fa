// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What makes a call that telemetry tells this call: the same through every exporter and collector, and when it is sent again.
enum TelemetryIdentity {
    /// The identity that a name gives.
    ///
    /// - Parameters:
    ///   - format: Whose names these are.
    ///   - names: The name, with what it is unique within.
    static func named(_ format: String, _ names: String...) -> EventID {
        var hash = ContentHash("otlp/\(format)")
        for name in names { hash.add(name) }
        return hash.id
    }

    /// The identity of a call without a name of its own: all that is told of it.
    static func content(_ format: String, of event: UsageEvent, _ names: [String?]) -> EventID {
        var hash = ContentHash("otlp/\(format)/content")
        for name in names { hash.add(name ?? "") }
        for name in [event.session.id, event.attribution.recordedModel, event.status.rawValue] { hash.add(name) }
        for number in [
            event.at.milliseconds, event.tokens.input, event.tokens.output, event.tokens.cacheRead,
            event.tokens.cacheWrite, event.tokens.reasoning, event.durationMilliseconds ?? -1,
        ] {
            hash.add(number)
        }
        return hash.id
    }

    /// An event whose identity is not set yet begins with this one.
    static let unset = EventID(high: 0, low: 0)
}

extension CallStatus {
    /// How a call failed, by what its producer says of the error: an HTTP status, or a word.
    init(failure attributes: TelemetryAttributes) throws(RejectionReason) {
        let code =
            attributes.whole("status_code") ?? attributes.whole("http.response.status_code")
            ?? attributes.whole("error.type")
        if let code, (400...599).contains(code) {
            self = CallStatus(httpStatus: code)
            return
        }
        let word = try attributes.name("error.type", "error_type", "openclaw.errorCategory")?.lowercased() ?? ""
        self =
            if word.contains("timeout") || word.contains("deadline") {
                .timeout
            } else if word.contains("rate") && word.contains("limit") || word.contains("resource_exhausted") {
                .rateLimited
            } else if word.contains("auth") || word.contains("permission") {
                .denied
            } else if word.contains("abort") || word.contains("cancel") {
                .aborted
            } else {
                .failed
            }
    }
}
