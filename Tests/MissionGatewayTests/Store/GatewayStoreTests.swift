// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Testing

@testable import MissionGateway

/// The files of the gateways.
@Suite final class GatewayStoreTests {
    private let folder = NSTemporaryDirectory() + "registry-\(UUID().uuidString)"
    private var registry: GatewayStore { GatewayStore(dataFolder: folder) }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func write(_ name: String, _ text: String) throws {
        try FileManager.default.createDirectory(atPath: registry.folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: "\(registry.folder)/\(name)"))
    }

    @Test func `a folder that is not there holds no gateway`() {
        let content = registry.content()
        #expect(content.gateways.isEmpty && content.problems.isEmpty)
    }

    @Test func `what is added is read again as it was`() throws {
        let change = GatewayChange(
            url: "ws://[::1]:7", secret: .password("p w"), account: "a", accounts: ["zai": "z"], machine: "m",
            isEnabled: false)
        let added = try registry.add("g.1_a-B", change)
        let read = try registry.gateway("g.1_a-B")
        #expect(read.gateway == added)
        #expect(
            added
                == KeptGateway(
                    id: "g.1_a-B", url: "ws://[::1]:7", credential: .password,
                    accounts: GatewayAccounts(key: "a", byProvider: ["zai": "z"]), machine: "m", isEnabled: false))
        guard case .password("p w") = read.credential else {
            Issue.record("another credential")
            return
        }
        #expect(!"\(read)".contains("p w") && !"\(change.secret as Any)".contains("p w"))
    }

    @Test(arguments: [
        ("ws://127.0.0.1", "local"), ("ws://localhost:1", "local"), ("wss://GW.example", "gw.example"),
    ])
    func `its machine is this one for a loopback address, else the host`(url: String, machine: String) throws {
        #expect(try registry.add("g", GatewayChange(url: url)).machine == machine)
        #expect(try registry.change("g", GatewayChange(machine: "own")).machine == "own")
        #expect(try registry.change("g", GatewayChange(machine: "")).machine == machine)
    }

    @Test(arguments: ["", ".", "..", ".a", "a/b", "a b", "ä", "a\0", String(repeating: "a", count: 65)])
    func `an id that could be another file is none`(id: String) {
        #expect(throws: GatewayConfigurationError.self) { try registry.add(id, GatewayChange(url: "ws://127.0.0.1")) }
        #expect(throws: GatewayConfigurationError.unknown(id: id)) { try registry.gateway(id) }
        #expect(throws: GatewayConfigurationError.unknown(id: id)) { try registry.remove(id) }
    }

    @Test func `a change that is wrong changes nothing`() throws {
        _ = try registry.add("g", GatewayChange(url: "ws://127.0.0.1:1"))
        let before = try registry.gateway("g")
        for change in [
            GatewayChange(url: "nonsense", account: "x"), GatewayChange(secret: .token("")),
            GatewayChange(secret: .token("a\nb")), GatewayChange(account: "a\u{7}"),
            GatewayChange(accounts: ["": "x"]), GatewayChange(machine: String(repeating: "m", count: 200)),
        ] {
            #expect(throws: GatewayConfigurationError.self) { try registry.change("g", change) }
        }
        #expect(try registry.gateway("g") == before)
    }

    @Test(arguments: [
        ("{", "JSON"), ("[]", "one JSON object"), (#"{"id":"g"}"#, "version"), (#"{"version":2,"id":"g"}"#, "version"),
        (#"{"version":1}"#, "id"), (#"{"version":1,"id":"g"}"#, "url"),
        (#"{"version":1,"id":"g","url":7}"#, "url"), (#"{"version":1,"id":"g","url":"http://x"}"#, "url"),
        (#"{"version":1,"id":"other","url":"ws://127.0.0.1"}"#, "id"),
        (#"{"version":1,"id":"g","url":"ws://127.0.0.1","tokn":"s3cret"}"#, "tokn"),
        (#"{"version":1,"id":"g","url":"ws://127.0.0.1","token":["s3cret"]}"#, "token"),
        (#"{"version":1,"id":"g","url":"ws://127.0.0.1","token":"s3cret","password":"s3cret"}"#, "password"),
        (#"{"version":1,"id":"g","url":"ws://127.0.0.1","enabled":1}"#, "enabled"),
        (#"{"version":1,"id":"g","url":"ws://127.0.0.1","accounts":["x"]}"#, "accounts"),
        (#"{"version":1,"id":"g","url":"ws://127.0.0.1","accounts":{"zai":7}}"#, "accounts.zai"),
    ])
    func `a file that is wrong is told with its key, and keeps no other from being read`(
        text: String, key: String
    ) throws {
        try write("g.json", text)
        try write("ok.json", #"{"version":1,"id":"ok","url":"ws://127.0.0.1:1"}"#)
        try write("notes.txt", "no gateway")
        let content = registry.content()
        #expect(content.gateways.map(\.gateway.id) == ["ok"])
        let problem = try #require(content.problems.first)
        #expect(content.problems.count == 1 && problem.path.hasSuffix("/gateways/g.json"))
        #expect(problem.kind == .badSettings && problem.reason.contains(key) && !problem.reason.contains("s3cret"))
    }

    @Test func `a file that cannot be read is told, and its gateway can be removed`() throws {
        try FileManager.default.createDirectory(
            atPath: "\(registry.folder)/g.json", withIntermediateDirectories: true)
        #expect(registry.content().problems.map(\.reason) == ["not a regular file"])
        #expect(throws: GatewayConfigurationError.self) { try registry.gateway("g") }
        try registry.remove("g")
        #expect(registry.content().problems.isEmpty)
    }

    @Test func `of two that add the same id one does`() throws {
        _ = try registry.add("g", GatewayChange(url: "ws://127.0.0.1:1"))
        #expect(throws: GatewayConfigurationError.exists(id: "g")) {
            try registry.add("g", GatewayChange(url: "ws://127.0.0.1:2"))
        }
        #expect(try registry.gateway("g").gateway.url == "ws://127.0.0.1:1")
    }

    @Test func `a file with wide permissions is narrowed when it is read`() throws {
        try write("g.json", #"{"version":1,"id":"g","url":"ws://127.0.0.1:1"}"#)
        let path = "\(registry.folder)/g.json"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        _ = try registry.gateway("g")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }
}
