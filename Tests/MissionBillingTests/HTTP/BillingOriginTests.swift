// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionBilling

@Suite struct `Where keys are sent` {
    @Test func `each provider has one host, behind TLS`() {
        #expect(
            BillingProvider.allCases.map { BillingOrigin($0).text } == [
                "https://api.anthropic.com", "https://api.openai.com", "https://openrouter.ai",
            ])
    }

    @Test(arguments: ["http://127.0.0.1:9300", "http://127.0.0.1:9300/", "http://[::1]:9300"])
    func `a server on this computer can stand in`(url: String) {
        #expect(BillingOrigin(standIn: url) != nil)
    }

    @Test(arguments: [
        "https://api.anthropic.com.evil.test", "http://localhost:9300", "http://127.0.0.1", "http://192.168.0.2:80",
        "http://127.0.0.1@evil.test:80", "http://user@127.0.0.1:80", "http://127.0.0.1:80/path", "http://127.1:80",
        "http://127.0.0.1:80?x", "http://127.0.0.1:80#x", "http://0.0.0.0:80", "ftp://127.0.0.1:80", "", "127.0.0.1:80",
        "http://127.0.0.1:0", "http://127.0.0.1:99999", "http://127.0.0.1.evil.test:80",
    ])
    func `nothing else can`(url: String) {
        #expect(BillingOrigin(standIn: url) == nil)
    }
}
