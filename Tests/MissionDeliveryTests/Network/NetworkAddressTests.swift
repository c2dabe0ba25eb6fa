// Mission Control
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import MissionDelivery

@Suite struct `Addresses that may be connected to` {
    @Test(arguments: [
        "0.0.0.0", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
        "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.0.0.1", "198.18.0.1",
        "198.19.255.255", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "fc00::1",
        "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1",
    ])
    func `private and special ones are not public`(text: String) throws {
        #expect(try !#require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.0.0.1", "128.0.0.1",
        "169.253.0.1",
        "172.15.255.255", "172.32.0.0", "192.167.0.1", "192.169.0.1", "198.17.0.1", "198.20.0.1", "223.255.255.255",
        "149.154.167.220", "2606:4700::1111", "2001:67c:4e8::1", "fbff::1", "2a00::1",
    ])
    func `their neighbours are`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "::1%lo", "1.2.3.4.5", ""])
    func `odd spellings are no addresses`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(arguments: ["192.0.2.17", "2001:db8:0:0:0:0:0:1", "fe80:0:0:0:1:2:3:4"])
    func `an address is written as it is read`(text: String) {
        #expect(NetworkAddress(text)?.text == text)
    }

    /// Late: where all tests run at once it may take minutes until one of them gets a thread.
    private let deadline = NIODeadline.now() + .hours(1)

    @Test(arguments: ["localhost", "127.0.0.1", "::1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
    func `this computer is found behind every name of it`(host: String) async throws {
        let policy = NetworkPolicy(allowsPrivate: false)
        let failure = await #expect(throws: DeliveryFailure.self) { try await policy.addresses(of: host, by: deadline) }
        guard case .refused? = failure else {
            Issue.record("\(host): \(String(describing: failure))")
            return
        }
        #expect(try await !NetworkPolicy(allowsPrivate: true).addresses(of: host, by: deadline).isEmpty)
    }

    @Test func `one private address among public ones is enough to refuse`() async throws {
        let mixed = NetworkPolicy(allowsPrivate: false, resolver: .fixed("1.1.1.1", "10.0.0.1"))
        await #expect(throws: DeliveryFailure.self) { try await mixed.addresses(of: "a.test", by: deadline) }
        let fine = NetworkPolicy(allowsPrivate: false, resolver: .fixed("1.1.1.1", "2606:4700::1111"))
        #expect(
            try await fine.addresses(of: "a.test", by: deadline).map(\.text) == ["1.1.1.1", "2606:4700:0:0:0:0:0:1111"])
    }

    @Test func `a name that is not known may be known later`() async {
        let policy = NetworkPolicy(allowsPrivate: false, resolver: .fixed())
        await #expect(throws: DeliveryFailure.postponed("the name a.test is not known")) {
            try await policy.addresses(of: "a.test", by: deadline)
        }
    }
}
