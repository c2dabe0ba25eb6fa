// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionBilling

@Suite struct `Keys` {
    @Test(arguments: [
        "short", "with space", "line\nbreak-and-more", "ümlaut-key", String(repeating: "k", count: 513), "",
    ])
    func `what no header can carry is no key`(text: String) {
        #expect(BillingKey(text) == nil)
    }

    @Test func `a key is in no description, and not in what a provider repeats of it`() throws {
        let key = try #require(BillingKey("sk-ant-admin01-made-up"))
        #expect(!"\(key) \(String(reflecting: key))".contains("made-up"))
        #expect(key.redacting("bad key sk-ant-admin01-made-up\r\n\u{1b}[31mgo") == "bad key … \u{fffd}[31mgo")
        #expect(key.redacting(String(repeating: "x", count: 500)).count == 200)
    }

    @Test func `what is written is read again, and a mistake is named without the key`() throws {
        var list = BillingKeyList()
        list[.openai] = BillingKey("sk-admin-made-up")
        #expect(try BillingKeyList(list.json) == list && list.providers == [.openai])
        let bad: JSONValue = ["keys": ["openai": "se cret"]]
        let error = try #require(throws: SettingsError.self) { try BillingKeyList(bad) }
        #expect("\(error)".contains("keys.openai") && !"\(error)".contains("cret"))
        #expect(throws: SettingsError.self) { try BillingKeyList(["keys": ["nobody": "made-up-key"]]) }
    }
}
