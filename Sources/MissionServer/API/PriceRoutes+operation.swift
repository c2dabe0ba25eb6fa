// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What callers are told about prices.
extension PriceRoutes {
    static let operation = Operation(
        .prices, "What models cost, since when, and who says so.",
        parameters: [
            QueryParameter("provider", "Only prices of this provider's file.", .queryText),
            QueryParameter(
                "model", "Only the model with this name, one of its other names, or `provider/model`.", .queryText),
        ],
        answer: .json([
            "currency": .constant("USD"), "unit": .constant("per million tokens"),
            "revision": .string.described("Names all prices together; calls keep by which of them they were priced."),
            "prices": .list(price),
        ]))

    private static let price: Schema = .component(
        "Price",
        Schema.object([
            SchemaMember("provider", .string), SchemaMember("model", .string),
            SchemaMember("aliases", .list(.string)),
            SchemaMember("effective_from", .day.nullable.described("Null where it always held.")),
            SchemaMember("source", .string), SchemaMember("source_date", .day.nullable),
            SchemaMember("update", .integer.nullable.described("The update that brought it.")),
        ]).appending(rates).appending([
            "web_search": decimal.nullable,
            "tiers": .list(Schema.object([SchemaMember("above", .count)]).appending(rates)),
            "multipliers": .map(.string),
        ]))

    private static let rates: Schema = [
        "input": decimal, "output": decimal, "cache_read": decimal, "cache_write_5m": decimal,
        "cache_write_1h": decimal,
    ]

    private static let decimal = Schema.string(#"^-?[0-9]+\.[0-9]+$"#).described("Dollars, as decimal text.")
}
