// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension SessionExplanation {
    /// The rows and how many of them count, as one object; its shape is versioned and only grows.
    ///
    /// - Parameter name: The key or id that was asked about.
    public func json(of name: String) -> JSONValue {
        [
            "schema_version": 1,
            "session": .string(name),
            "counted": .integer(counted),
            "covered": .integer(covered),
            "synthetic": .integer(synthetic),
            "gateways": .array(gateways.map(JSONValue.string)),
            "rows": .array(rows.map(\.json)),
        ]
    }
}

extension ExplainedCall {
    fileprivate var json: JSONValue {
        let (tokens, cost) = (event.tokens, event.cost)
        return [
            "at": .string(event.at.iso8601),
            "session": .string(session.displayKey),
            "session_id": .string(event.session.id),
            "agent": .string(session.agentName),
            "harness": .string(event.session.harness),
            "model": .string("\(event.attribution.provider)/\(event.attribution.model)"),
            "status": .string(event.status.rawValue),
            "gateway": .string(event.attribution.gateway),
            "input_tokens": .integer(tokens.input),
            "output_tokens": .integer(tokens.output),
            "cache_read_tokens": .integer(tokens.cacheRead),
            "cache_write_tokens": .integer(tokens.cacheWrite),
            "thinking_tokens": .integer(tokens.reasoning),
            "total_tokens": .integer(tokens.total),
            "cost": cost.counted?.json ?? .null,
            "cost_basis": .string(cost.basis.rawValue),
            "reported_cost": cost.reported?.json ?? .null,
            "estimated_cost": cost.estimated?.json ?? .null,
            "source": .string(event.source.rawValue),
            "seen_in": .array(event.provenance.names.map(JSONValue.string)),
            "stands_for": .string(event.grain.rawValue),
            "counts": .bool(counts),
            "covered_by": JSONValue(coveredBy?.rawValue),
            "covered_by_harness": JSONValue(coveredByHarness),
            "reason": JSONValue(reason),
        ]
    }
}
