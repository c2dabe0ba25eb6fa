// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension TokenCounts: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(
            input: try fields.optionalWhole("input") ?? 0, output: try fields.optionalWhole("output") ?? 0,
            cacheRead: try fields.optionalWhole("cache_read") ?? 0,
            cacheWrite5m: try fields.optionalWhole("cache_write_5m") ?? 0,
            cacheWrite1h: try fields.optionalWhole("cache_write_1h") ?? 0,
            reasoning: try fields.optionalWhole("reasoning") ?? 0)
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("input", .unless(0, input)), ("output", .unless(0, output)), ("cache_read", .unless(0, cacheRead)),
            ("cache_write_5m", .unless(0, cacheWrite5m)), ("cache_write_1h", .unless(0, cacheWrite1h)),
            ("reasoning", .unless(0, reasoning)),
        ])
    }
}
