// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionGateway

/// How long is waited before a gateway is tried again, and when a person is waited for.
@Suite struct `Trying a gateway again` {
    private var retries = ReconnectPolicy(GatewayPace())
    private let broken = GatewayError.closed(code: nil, reason: "")

    private mutating func next(
        _ error: GatewayError, stood: Duration? = nil, announced: Int64? = nil, hasDeviceToken: Bool = false,
        random: Double = 0
    ) -> ReconnectPolicy.Step {
        retries.next(after: error, stood: stood, announced: announced, hasDeviceToken: hasDeviceToken, random: random)
    }

    @Test mutating func `waits double from one second to thirty`() {
        let waits = (0..<8).map { _ in next(broken) }
        #expect(waits == [1, 2, 4, 8, 16, 30, 30, 30].map { .wait(.seconds($0)) })
        #expect(next(broken, random: 0.5) == .wait(.milliseconds(33_750)))
    }

    @Test mutating func `a connection that stood begins them anew, one that flaps does not`() {
        _ = (next(broken), next(broken))
        #expect(next(broken, stood: .seconds(3)) == .wait(.seconds(4)))
        #expect(next(broken, stood: .seconds(60)) == .wait(.seconds(1)))
    }

    @Test mutating func `a gateway that starts says itself when to come back`() {
        func starting(_ time: Int64?) -> GatewayError { .refused(.starting(retryAfter: time), method: nil) }
        #expect(next(starting(700)) == .wait(.milliseconds(700)))
        #expect(next(starting(nil)) == .wait(.milliseconds(500)))
        #expect(next(starting(-5)) == .wait(.milliseconds(100)))
        #expect(next(starting(.max)) == .wait(.seconds(30)))
        for _ in 0..<6 { _ = next(starting(700)) }
        #expect(next(starting(700)) == .wait(.seconds(1)))
        #expect(next(starting(700)) == .wait(.seconds(2)))
    }

    @Test mutating func `a restart is waited for shortly`() {
        let restarting = GatewayError.closed(code: 1012, reason: "service restart")
        #expect(next(restarting, stood: .seconds(60), announced: 1500) == .wait(.milliseconds(1500)))
        #expect(next(restarting) == .wait(.seconds(2)))
    }

    @Test(arguments: [
        GatewayRefusal.tokenMissing, .tokenMismatch(canUseDeviceToken: false), .passwordMismatch, .deviceRequired,
        .pairingRequired(requestID: "r", reason: nil), .protocolMismatch(expected: 5), .tooManyAttempts,
        .missingScope("operator.read"), .signatureExpired, .invalid(message: "?"),
    ])
    mutating func `what needs a person is tried every few minutes only`(_ refusal: GatewayRefusal) {
        #expect(next(.refused(refusal, method: nil)) == .person(.seconds(180)))
        #expect(next(.refused(refusal, method: nil)) == .person(.seconds(180)))
    }

    @Test mutating func `the device's token is tried once where the gateway says so`() {
        let mismatch = GatewayError.refused(.tokenMismatch(canUseDeviceToken: true), method: nil)
        #expect(next(mismatch, hasDeviceToken: true) == .now)
        #expect(retries.way == .deviceToken)
        #expect(next(.refused(.deviceTokenRefused, method: nil)) == .person(.seconds(180)))
        #expect(retries.way == .given)
        #expect(next(mismatch, hasDeviceToken: true) == .person(.seconds(180)))
        retries.credentialChanged()
        #expect(next(mismatch, hasDeviceToken: true) == .now)
        retries.credentialChanged()
        #expect(next(mismatch) == .person(.seconds(180)))
    }

    @Test mutating func `after a change of the token each credential is tried once`() {
        let changed = GatewayError.closed(code: 4001, reason: "auth rotated")
        #expect(next(changed, stood: .seconds(60), hasDeviceToken: true) == .now)
        #expect(retries.way == .deviceToken)
        #expect(next(changed, stood: .seconds(60), hasDeviceToken: true) == .now)
        #expect(retries.way == .given)
        #expect(next(changed, stood: .seconds(1), hasDeviceToken: true) == .person(.seconds(180)))
        retries.credentialChanged()
        #expect(next(changed, stood: .seconds(60)) == .person(.seconds(180)))
    }
}
