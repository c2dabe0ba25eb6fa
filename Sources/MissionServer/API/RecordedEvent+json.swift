// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension RecordedEvent {
    /// The call for programs: figures and names, no content.
    var json: JSONValue {
        let cost = event.cost
        return [
            "id": .string(event.id.description),
            "at": .string(event.at.iso8601),
            "session": .string(session.displayKey),
            "agent": .string(session.session.agent),
            "model": .string("\(event.attribution.provider)/\(event.attribution.model)"),
            "status": .string(event.status.rawValue),
            "input_tokens": .integer(event.tokens.input),
            "output_tokens": .integer(event.tokens.output),
            "cache_read_tokens": .integer(event.tokens.cacheRead),
            "cache_write_tokens": .integer(event.tokens.cacheWrite),
            "thinking_tokens": .integer(event.tokens.reasoning),
            "total_tokens": .integer(event.tokens.total),
            "duration_ms": JSONValue(event.durationMilliseconds),
            "cost": cost.counted?.json ?? .null,
            "reported_cost": cost.reported?.json ?? .null,
            "estimated_cost": cost.estimated?.json ?? .null,
            "cost_basis": .string(cost.basis.rawValue),
            "price_revision": .string(cost.priceRevision),
        ]
    }
}

extension EventCursor {
    /// `<milliseconds>-<id>`, as pages of calls name their end.
    var text: String {
        "\(at.milliseconds)-\(id)"
    }

    init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let milliseconds = Int64(parts[0]), parts[1].utf8.count == 32,
            let high = UInt64(parts[1].prefix(16), radix: 16), let low = UInt64(parts[1].suffix(16), radix: 16)
        else { return nil }
        self.init(
            at: Timestamp(milliseconds: milliseconds),
            id: EventID(high: Int64(bitPattern: high), low: Int64(bitPattern: low)))
    }
}
