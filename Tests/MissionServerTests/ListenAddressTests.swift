// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionServer
import Testing

/// Where a server may listen.
@Suite struct ListenAddressTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("LOCALHOST", "127.0.0.1"), ("127.8.9.1", "127.8.9.1"),
        ("::1", "[::1]"), ("[::1]", "[::1]"), ("0:0:0:0:0:0:0:1", "[::1]"), ("::ffff:127.0.0.1", "[::ffff:127.0.0.1]"),
    ])
    func `only this computer reaches a loopback address`(text: String, host: String) throws {
        let address = try #require(ListenAddress(text))
        #expect(address.isLoopback && !address.isEvery && address.host == host)
    }

    @Test(arguments: [
        ("0.0.0.0", true), ("::", true), ("192.168.1.4", false), ("fd00::1", false), ("128.0.0.1", false),
        ("::ffff:192.168.1.4", false), ("::2", false),
    ])
    func `others reach every other address`(text: String, isEvery: Bool) throws {
        let address = try #require(ListenAddress(text))
        #expect(!address.isLoopback && address.isEvery == isEvery)
    }

    @Test(arguments: [
        "", "example.org", "127.1", "2130706433", "0x7f.0.0.1", "127.0.0.1:80", "127.0.0.1 ", "[127.0.0.1",
        "fe80::1%eth0", "1",
        "127.0.0.256", "localhost.",
    ])
    func `a name or a spelling that leads elsewhere is no address`(text: String) {
        #expect(ListenAddress(text) == nil)
    }
}
