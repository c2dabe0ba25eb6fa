// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionGatewayTesting
import MissionTesting
import Testing

@testable import MissionGateway

/// Who is let in, with what right, and what a person reads who is not.
@Suite(.ownThreads) struct `Coming in to a gateway` {
    private let bench = GatewayBench()

    private func serve(
        _ change: (inout StandInBehaviour) -> Void = { _ in }, _ body: (StandInGateway) async throws -> Void
    ) async throws {
        try await StandInGateway.serve(StandInBehaviour(change), body)
    }

    @Test(arguments: [3, 4] as [Int64])
    func `a token without a device comes in and may read nothing`(_ version: Int64) async throws {
        try await serve({ $0.protocolVersion = version }) { gateway in
            let client = try bench.client(gateway, device: false)
            let scopes = try await client.connected { $0.hello.scopes }
            #expect(scopes == (version == 3 ? nil : []))
            #expect(
                try await bench.complaint(asking: client)
                    == "usage.status: the gateway gave this connection no right to read (operator.read is missing); a token "
                    + "alone has no rights: the device must be approved for operator.read; see `openclaw devices list`")
        }
    }

    @Test(arguments: [3, 4] as [Int64])
    func `a token with a device on the same computer may read, and gets a token of its own`(_ version: Int64)
        async throws
    {
        try await serve({ $0.protocolVersion = version }) { gateway in
            let hello = try await bench.client(gateway).connected { $0.hello }
            #expect(hello.protocolVersion == version)
            #expect(hello.version == "2026.4.12")
            #expect(hello.scopes == ["operator.read"])
            #expect(hello.role == "operator")
            let kept = try bench.store.token(for: try GatewayAddress(gateway.url))
            #expect(kept != nil && kept == hello.deviceToken)
            #expect(!"\(hello) \(String(reflecting: [hello]))".contains(try #require(kept)))
            // From now on nobody needs the gateway's token.
            let answer = try await bench.ask(bench.client(gateway, .none))
            #expect(answer["providers"] != nil)
            let last = gateway.memory.requests.last { $0.method == "connect" }?.params
            #expect(last?["auth"] == .object([JSONMember(key: "deviceToken", value: JSONValue(kept))]))
        }
    }

    @Test func `the device's own token is good in the gateway token's place`() async throws {
        try await serve { gateway in
            let token = try await bench.client(gateway).connected { $0.hello.deviceToken }
            let answer = try await bench.ask(bench.client(gateway, .token(try #require(token))))
            #expect(answer["providers"] != nil)
        }
    }

    @Test func `a device from elsewhere waits until a person has approved it`() async throws {
        try await serve({ $0.pairsByItself = false }) { gateway in
            let client = try bench.client(gateway)
            let said = try await bench.complaint(asking: client)
            let request = try #require(said.firstMatch(of: /approve ([0-9a-f-]{36})`/)?.output.1)
            #expect(
                said
                    == "nobody has approved this device on the gateway yet; on the gateway's computer run "
                    + "`openclaw devices approve \(request)`, then try again")
            gateway.memory.approve(String(request))
            #expect(try await bench.ask(client)["providers"] != nil)
        }
    }

    @Test func `a device without a token is asked for it`() async throws {
        try await serve { gateway in
            let client = try bench.client(gateway, .none)
            #expect(
                try await bench.complaint(asking: client)
                    == "the gateway wants its token; give a file that holds gateway.auth.token of its openclaw.json, "
                    + "with --token-file")
        }
    }

    @Test func `a wrong token is called wrong and not repeated`() async throws {
        try await serve { gateway in
            let said = try await bench.complaint(asking: bench.client(gateway, .token("geheim")))
            #expect(
                said
                    == "the gateway has another token; compare the file of --token-file with gateway.auth.token or "
                    + "OPENCLAW_GATEWAY_TOKEN there")
        }
    }

    @Test(arguments: [false, true])
    func `neither token nor device is too little, whatever is asked for`(_ isOpen: Bool) async throws {
        try await serve({ if isOpen { $0.credential = .none } }) { gateway in
            let client = try bench.client(gateway, .none, device: false)
            #expect(
                try await bench.complaint(asking: client)
                    == "the gateway talks to known devices only, and this connection named none; connect with a device, as "
                    + "`mctl gateway check` does")
        }
    }

    @Test func `more rights than were approved need a person, even on the same computer`() async throws {
        try await serve { gateway in
            _ = try await bench.ask(bench.client(gateway))
            let more = try bench.client(gateway) { $0.scopes = ["operator.read", "operator.write"] }
            let said = try await bench.complaint(asking: more)
            #expect(said.hasPrefix("the gateway knows this device, with fewer rights than reading needs; on the"))
            #expect(said.contains("`openclaw devices approve "))
        }
    }

    @Test func `who asks for no rights has none`() async throws {
        try await serve { gateway in
            let modest = try bench.client(gateway) { $0.scopes = [] }
            #expect(try await modest.connected { $0.hello.scopes } == [])
            #expect(try await bench.complaint(asking: modest).contains("no right to read"))
        }
    }

    @Test func `a password opens as a token does`() async throws {
        try await serve({ $0.credential = .password("right") }) { gateway in
            let client = try bench.client(gateway, .none)
            #expect(
                try await bench.complaint(asking: client)
                    == "the gateway wants its password; give a file that holds gateway.auth.password of its openclaw.json, "
                    + "with --password-file")
            #expect(
                try await bench.complaint(asking: bench.client(gateway, .password("wrong")))
                    == "the gateway has another password; compare the file of --password-file with gateway.auth.password "
                    + "or OPENCLAW_GATEWAY_PASSWORD there")
            #expect(try await bench.ask(bench.client(gateway, .password("right")))["providers"] != nil)
        }
    }

    @Test func `a device's token that was made void is forgotten, and the next one is kept`() async throws {
        try await serve { gateway in
            _ = try await bench.ask(bench.client(gateway))
            gateway.memory.rotateDeviceTokens()
            #expect(
                try await bench.complaint(asking: bench.client(gateway, .none))
                    == "the gateway no longer accepts the token that it gave this device; it is forgotten; connect once with "
                    + "--token-file or --password-file to get a new one")
            #expect(try bench.store.token(for: try GatewayAddress(gateway.url)) == nil)
            _ = try await bench.ask(bench.client(gateway))
            #expect(try await bench.ask(bench.client(gateway, .none))["providers"] != nil)
        }
    }

    @Test func `differing clocks do not matter when the challenge tells the time`() async throws {
        try await serve({ $0.clockAhead = 3_600_000 }) { gateway in
            let client = try bench.client(gateway)
            #expect(try await bench.ask(client)["providers"] != nil)
        }
    }
}
