// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionCore

struct PriceTablesTests {
    @Test func `every price file of the program can be decoded, and each has the name of its provider`() throws {
        // Reading them all at once is what refuses a bad file; the program decodes each when it is asked for.
        let (whole, own) = (try PriceBook(files: EmbeddedPriceFiles.all), try PriceBook.embedded())
        #expect(own.revision == whole.revision && own.providers == whole.providers)
        #expect(own.models["anthropic"] != nil && own.models["nobody"] == nil)
        #expect(own.models.all == whole.models.all && own.models.all.count > 15)
    }

    @Test func `a table is decoded when it is asked for, and once`() throws {
        let tables = PriceTables(decoders: ["a": { [:] }, "broken": { nil }])
        #expect(tables["a"] == [:] && tables["broken"] == nil && tables["nobody"] == nil)
        #expect(tables.all == ["a": [:]])
    }
}
