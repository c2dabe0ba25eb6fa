// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionClickHouse
import Testing

@Suite struct ClickHouseAddressTests {
    @Test func `an address names servers, a database, a cluster and where the password is`() throws {
        let address = try ClickHouseAddress(
            "clickhouses://me@a:1,[::1]:2,c/usage?cluster=mission&password-file=/run/key&ca-file=/run/ca.pem")
        #expect(address.servers.map(\.host) == ["a", "[::1]", "c"])
        #expect(address.servers.map(\.port) == [1, 2, 8443])
        #expect(address.isEncrypted)
        #expect(address.database == "usage")
        #expect(address.cluster == "mission")
        #expect(address.user == "me")
        #expect(address.passwordFile == "/run/key")
        #expect(address.certificatesFile == "/run/ca.pem")
        #expect(address.text == "clickhouses://a:1,[::1]:2,c:8443/usage")
    }

    @Test func `without more a server is asked without encryption on its usual port`() throws {
        let address = try ClickHouseAddress("clickhouse://host/d")
        #expect(address.servers.map(\.host) == ["host"] && address.servers.map(\.port) == [8123])
        #expect(!address.isEncrypted && address.cluster == nil && address.user == "default")
    }

    @Test(arguments: [
        "http://host/d", "clickhouse://host", "clickhouse://host/", "clickhouse:///d", "clickhouse://host/d/e",
        "clickhouse://host:0/d", "clickhouse://host:x/d", "clickhouse://host:70000/d", "clickhouse://a,,b/d",
        "clickhouse://host/a b", "clickhouse://host/d;drop", "clickhouse://host/d?cluster=a'b",
        "clickhouse://host/d?x=1",
        "clickhouse://host/d?password-file=", "clickhouses://host/d?ca-file=",
        "clickhouse://host/d?ca-file=/run/ca.pem",
        "clickhouse://a@b@c/d", "clickhouse://@c/d",
    ])
    func `what is no address is refused`(text: String) {
        #expect(throws: ClickHouseAddress.Mistake.self) { try ClickHouseAddress(text) }
    }

    @Test func `a password in the address is refused and not repeated`() {
        let mistake = #expect(throws: ClickHouseAddress.Mistake.self) {
            try ClickHouseAddress("clickhouse://me:hidden@host/d")
        }
        #expect(mistake?.description.contains("hidden") == false)
        #expect(mistake?.description.contains("password-file") == true)
    }

    @Test func `each organisation has a database of its own, whatever it is called`() throws {
        let address = try ClickHouseAddress("clickhouse://host/mission?cluster=usage")
        let names = ["acme", "a-b", "a_b", "a.b", "A"]
        let databases = try names.map { try address.ofOrganisation($0).database }
        #expect(databases == ["mission__acme", "mission__a_2db", "mission__a_5fb", "mission__a_2eb", "mission__A"])
        #expect(try address.ofOrganisation("acme").cluster == "usage")
        let long = String(repeating: "x", count: 64)
        #expect(throws: ClickHouseAddress.Mistake.self) { try address.ofOrganisation(long) }
    }
}
