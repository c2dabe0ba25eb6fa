// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionTesting
import Testing

@testable import MissionGateway

/// Every error that real gateways send, and the text that a person reads.
@Suite(.ownThreads) struct `A gateway's refusal` {
    private let bench = GatewayBench()

    @Test(arguments: [
        (
            "device, signature",
            "the gateway found this device's signature wrong; move gateway-device.json out of mctl's data folder; then the "
                + "gateways must approve this device again"
        ),
        (
            "device, nonce",
            "the gateway expected the signature of another connection; a proxy may be mixing connections; connect to the "
                + "gateway itself"
        ),
        (
            "device, id",
            "the gateway found that this device's name does not fit its key; move gateway-device.json out of mctl's data "
                + "folder; then the gateways must approve this device again"
        ),
        (
            "client, buildId",
            "the gateway found the request wrong: invalid connect params: at /client: unexpected property 'buildId'; mctl and "
                + "the gateway do not fit; upgrade both, and report it if that does not help"
        ),
        (
            "client, id",
            "the gateway found the request wrong: invalid connect params: at /client/id: must be equal to constant; mctl and "
                + "the gateway do not fit; upgrade both, and report it if that does not help"
        ),
    ])
    func `of a changed first request says what is wrong with it`(_ place: String, _ text: String) async throws {
        let path = place.split(separator: ", ").map(String.init)
        try await StandInGateway.serve { gateway in
            let said = try await bench.complaint {
                try await bench.connect(gateway) { $0.setting(path[0], path[1], to: "AAAA") }
            }
            #expect(said == text)
        }
    }

    @Test func `of an old signature names the clocks`() async throws {
        let text =
            "this computer's clock and the gateway's differ by more than two minutes; set both clocks; `timedatectl` shows "
            + "whether a clock follows the network's time"
        try await StandInGateway.serve(
            StandInBehaviour { ($0.clockAhead, $0.tellsTime) = (180_000, false) }
        ) { gateway in
            let client = try bench.client(gateway)
            #expect(try await bench.complaint(asking: client) == text)
        }
    }

    @Test(arguments: [
        (2, "the gateway speaks protocol 2, mctl speaks 3 and 4; upgrade the gateway"),
        (5, "the gateway speaks protocol 5, mctl speaks 3 and 4; upgrade mctl"),
    ])
    func `of the protocol says who is to be upgraded`(_ version: Int64, _ text: String) async throws {
        try await StandInGateway.serve(StandInBehaviour { $0.protocolVersion = version }) { gateway in
            let client = try bench.client(gateway)
            #expect(try await bench.complaint(asking: client) == text)
        }
    }

    @Test func `while it starts up says to try again, and then it works`() async throws {
        try await StandInGateway.serve(StandInBehaviour { $0.startsUpFor = 1 }) { gateway in
            let client = try bench.client(gateway)
            let error = await #expect(throws: GatewayError.self) { try await bench.ask(client) }
            #expect(error?.description == "the gateway is starting up; try again in a few seconds")
            #expect(error?.trouble == .soon)
            #expect(try await bench.ask(client)["providers"] != nil)
        }
    }

    @Test(arguments: [3, 4] as [Int64])
    func `of a method names the method`(_ version: Int64) async throws {
        try await StandInGateway.serve(StandInBehaviour { $0.protocolVersion = version }) { gateway in
            let client = try bench.client(gateway)
            #expect(
                try await bench.complaint(asking: client, "nope")
                    == "nope: the gateway gave this connection no right to read (operator.admin is missing); mctl asks for "
                    + "operator.read only, and this method is not known there or needs more; upgrade the gateway")
            #expect(
                try await bench.complaint(asking: client, "sessions.usage", ["bogus": 1])
                    == "sessions.usage: the gateway found the request wrong: invalid sessions.usage params: at root: "
                    + "unexpected property 'bogus'; mctl and the gateway do not fit; upgrade both, and report it if that "
                    + "does not help")
            // The newer parameters are known to newer gateways only.
            let newer = try await bench.complaint(asking: client, "sessions.usage", ["groupBy": "family"])
            #expect(newer.isEmpty == (version == 4))
        }
    }

    /// As they stand on the wire, with what becomes of them.
    @Test(arguments: [
        (
            #"{"code":"NOT_PAIRED","message":"pairing required","details":{"code":"PAIRING_REQUIRED","requestId":"1daa1f39-0","#
                + #""reason":"metadata-upgrade"}}"#,
            "the gateway knows this device from another platform; on the gateway's computer run `openclaw devices approve "
                + "1daa1f39-0`, then try again", GatewayTrouble.configuration
        ),
        (
            #"{"code":"NOT_PAIRED","message":"pairing required"}"#,
            "nobody has approved this device on the gateway yet; on the gateway's computer run `openclaw devices list`, then "
                + "`openclaw devices approve REQUEST`, then try again", .configuration
        ),
        (
            #"{"code":"INVALID_REQUEST","message":"unknown method: usage.status"}"#,
            "the gateway does not know this method; upgrade the gateway", .unavailable
        ),
        (
            #"{"code":"INVALID_REQUEST","message":"unauthorized: too many failures","details":{"code":"AUTH_RATE_LIMITED"}}"#,
            "the gateway saw too many wrong attempts and lets nobody in for a while; wait some minutes, then try once with the "
                + "right credential", .unavailable
        ),
        (
            #"{"code":"INVALID_REQUEST","message":"unauthorized: tailscale identity missing","#
                + #""details":{"code":"AUTH_TAILSCALE"}}"#,
            "the gateway does not let you in (unauthorized: tailscale identity missing); see gateway.auth in its openclaw.json",
            .configuration
        ),
        (
            #"{"code":"UNAVAILABLE","message":"no agent"}"#,
            "the gateway says: no agent (UNAVAILABLE); see `openclaw logs`",
            .unavailable
        ),
        (
            #"{"code":"AGENT_TIMEOUT","message":"a\u001b[31mred\nline"}"#,
            "the gateway says: a [31mred line (AGENT_TIMEOUT); see `openclaw logs`", .unavailable
        ),
        ("{}", "the gateway says: nothing; see `openclaw logs`", .unavailable),
        (#"{"code":7,"message":[],"details":"x"}"#, "the gateway says: nothing; see `openclaw logs`", .unavailable),
    ])
    func `on the wire becomes a sentence`(_ wire: String, _ text: String, _ trouble: GatewayTrouble) throws {
        let refusal = GatewayRefusal(try #require(JSONValue(parsing: Data(wire.utf8))))
        #expect("\(refusal.fact); \(refusal.advice)" == text)
        #expect(refusal.trouble == trouble)
    }

    @Test(arguments: [
        (
            1008, "device removed",
            "the gateway closed the connection (1008: device removed); try again; if it happens again, see `openclaw logs`",
            GatewayTrouble.unavailable
        ),
        (
            1002, "",
            "the gateway closed the connection (1002); try again; if it happens again, see `openclaw logs`",
            .unavailable
        ),
        (
            1009, "too big", "the gateway found a message too long; upgrade mctl and the gateway so that they fit",
            .unavailable
        ),
        (1012, "service restart", "the gateway is restarting; try again in a few seconds", .soon),
        (
            4001, "auth rotated",
            "the gateway's token or password was changed; give the new one with --token-file or --password-file",
            .configuration
        ),
    ])
    func `by closing keeps its code and reason`(
        _ code: Int, _ reason: String, _ text: String, _ trouble: GatewayTrouble
    )
        async throws
    {
        try await StandInGateway.serve(StandInBehaviour { $0.fault = .closes(code, reason) }) { gateway in
            let client = try bench.client(gateway)
            let error = await #expect(throws: GatewayError.self) { try await bench.ask(client) }
            #expect(error?.description == text)
            #expect(error?.trouble == trouble)
        }
    }
}
