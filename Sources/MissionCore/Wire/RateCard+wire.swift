// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension RateCard: WireValue {
    /// Rates are nanodollars per million tokens.
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        let rate = { (key: String) throws(WireError) -> Rate? in
            try fields.optionalWhole(key).map(Rate.init(nanodollarsPerMillion:))
        }
        self.init(
            input: Rate(nanodollarsPerMillion: try fields.whole("input")),
            output: Rate(nanodollarsPerMillion: try fields.whole("output")), cacheRead: try rate("cache_read"),
            cacheWrite5m: try rate("cache_write_5m"), cacheWrite1h: try rate("cache_write_1h"))
    }

    package var wire: JSONValue {
        [
            "input": .integer(input.nanodollarsPerMillion), "output": .integer(output.nanodollarsPerMillion),
            "cache_read": .integer(cacheRead.nanodollarsPerMillion),
            "cache_write_5m": .integer(cacheWrite5m.nanodollarsPerMillion),
            "cache_write_1h": .integer(cacheWrite1h.nanodollarsPerMillion),
        ]
    }
}
