// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Cost: WireValue {
    /// Amounts are nanodollars.
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        self.init(
            reported: try fields.optionalWhole("reported").map(Money.init(nanodollars:)),
            isProviderBilled: try fields.optionalFlag("provider_billed") ?? false,
            estimated: try fields.optionalWhole("estimated").map(Money.init(nanodollars:)),
            basis: try fields.optionalName("basis") ?? .unpriced,
            priceRevision: try fields.optionalText("price_revision") ?? "")
    }

    package var wire: JSONValue {
        JSONValue(wire: [
            ("reported", reported.map { .integer($0.nanodollars) }),
            ("provider_billed", isProviderBilled ? true : nil),
            ("estimated", estimated.map { .integer($0.nanodollars) }),
            ("basis", .unless(CostBasis.unpriced.rawValue, basis.rawValue)),
            ("price_revision", .unless("", priceRevision)),
        ])
    }
}
