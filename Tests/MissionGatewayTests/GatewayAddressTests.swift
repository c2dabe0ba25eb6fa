// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionGateway

@Suite struct `An address of a gateway` {
    @Test(arguments: [
        ("ws://127.0.0.1", "ws://127.0.0.1:18789"), ("ws://localhost:9/", "ws://localhost:9"),
        ("WS://[::1]:80/x", "ws://[::1]:80/x"), ("wss://gate.example.net", "wss://gate.example.net:443"),
        ("ws://127.9.9.9:1", "ws://127.9.9.9:1"), ("wss://[fe80::1]:8443/a%20b", "wss://[fe80::1]:8443/a%20b"),
    ])
    func `is read and spelled in one way`(_ text: String, _ spelled: String) throws {
        #expect(try GatewayAddress(text).text == spelled)
    }

    @Test(arguments: [
        "", "127.0.0.1:18789", "http://127.0.0.1", "ws://", "ws://127.0.0.1:0", "ws://127.0.0.1:70000",
        "wss://exa mple", "ws://127.0.0.1:18789/?token=geheim", "wss://me:geheim@example.net", "ws:127.0.0.1",
        "wss://example.net/#geheim", "ws://[::1", "wss://\u{7}\u{0}",
    ])
    func `that is none is said to be none, and no secret in it is repeated`(_ text: String) throws {
        let error = #expect(throws: GatewayError.self) { try GatewayAddress(text) }
        let said = error?.description ?? ""
        #expect(said.contains("is no address of a gateway"))
        #expect(said.hasSuffix("give it as ws://127.0.0.1:18789"))
        #expect(!said.contains("geheim"))
        #expect(error?.trouble == .usage)
    }

    @Test(arguments: [
        "ws://192.168.1.4:18789", "ws://gate.example.net", "ws://127.0.0.1.example.net", "ws://[fe80::1]",
    ])
    func `of another computer must be encrypted`(_ text: String) throws {
        let error = #expect(throws: GatewayError.self) { try GatewayAddress(text) }
        #expect(error?.description.contains("would send your token over the network for everybody to read") == true)
        #expect(error?.advice.hasPrefix("use wss://, or a tunnel: `ssh -N -L 18789:127.0.0.1:18789 HOST`") == true)
    }
}
