// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionTesting
import Testing

@testable import MissionGateway

/// What stands between this program and a gateway.
@Suite(.ownThreads) struct `Reaching a gateway` {
    private let bench = GatewayBench()

    private func complaint(
        within limit: Duration = .seconds(90), _ change: (inout StandInBehaviour) -> Void
    ) async throws -> String {
        try await StandInGateway.serve(StandInBehaviour(change)) { gateway in
            let client = try bench.client(gateway) {
                $0.limits.connect = limit
                $0.limits.handshake = limit
            }
            return try await bench.complaint(asking: client).replacing(gateway.url, with: "URL")
        }
    }

    @Test func `where nothing listens is refused`() async throws {
        let url = try await StandInGateway.serve { $0.url }
        let client = GatewayClient(try GatewayAddress(url), store: bench.store, version: "0.1.0")
        #expect(
            try await bench.complaint(asking: client)
                == "\(url) cannot be reached: connection refused; is it running? Try `openclaw gateway status`, and compare the "
                + "port with gateway.port")
    }

    @Test func `under a name that nobody knows fails`() async throws {
        let client = GatewayClient(try GatewayAddress("wss://gateway.invalid"), store: bench.store, version: "0.1.0")
        let said = try await bench.complaint(asking: client)
        #expect(said.hasPrefix("wss://gateway.invalid:443 cannot be reached: "))
    }

    @Test(arguments: [
        (401, "a proxy stands before it and wants to know who asks; connect to the gateway itself, or by a tunnel"),
        (403, "a proxy stands before it and wants to know who asks; connect to the gateway itself, or by a tunnel"),
        (404, "compare host, port and path; the gateway's own address has no path"),
        (200, "compare host and port with gateway.port in openclaw.json"),
        (503, "the gateway or the proxy before it is in trouble; try again, then see `openclaw logs`"),
    ])
    func `where something else answers in HTTP is told with its status`(_ status: Int, _ advice: String) async throws {
        #expect(
            try await complaint { $0.httpStatus = status }
                == "URL is no gateway: it answered HTTP \(status) instead of a WebSocket; \(advice)")
    }

    @Test func `where something else speaks is told`() async throws {
        #expect(
            try await complaint { $0.greeting = "SSH-2.0-OpenSSH_9.2p1\r\n\r\n" }
                == "URL is no gateway: it answered something that is not HTTP; compare host and port with gateway.port; if it "
                + "speaks TLS there, use wss://")
    }

    @Test func `that never answers ends`() async throws {
        #expect(
            try await complaint(within: .milliseconds(300)) { $0.upgrades = false }
                == "the gateway took too long: no WebSocket within 0.3 seconds; it may be busy, for it answers nothing while it "
                + "adds up; try again")
    }

    @Test func `that never sends a challenge ends`() async throws {
        let said = try await StandInGateway.serve(StandInBehaviour { $0.challenges = false }) { gateway in
            // The connection itself may take its time.
            let client = try bench.client(gateway) { $0.limits.handshake = .milliseconds(300) }
            return try await bench.complaint(asking: client)
        }
        #expect(said.contains("no challenge within 0.3 seconds"))
    }

    @Test func `that speaks no TLS where it should is told`() async throws {
        try await StandInGateway.serve { gateway in
            let url = "wss://127.0.0.1:\(gateway.port)"
            let client = GatewayClient(try GatewayAddress(url), store: bench.store, version: "0.1.0")
            let said = try await bench.complaint(asking: client)
            #expect(said.hasPrefix("no encrypted connection to \(url): "))
            #expect(said.contains("is the gateway behind wss:// at all?"))
        }
    }

    @Test(.enabled(if: Certificate.canBeMade))
    func `with a certificate works when this computer trusts it, and not otherwise`() async throws {
        let certificate = try Certificate(in: bench.folder)
        let behaviour = StandInBehaviour { $0.certificate = (certificate.chain, certificate.key) }
        try await StandInGateway.serve(behaviour) { gateway in
            let trusting = try bench.client(gateway) { $0.authorities = certificate.chain }
            #expect(try await bench.ask(trusting)["providers"] != nil)
            #expect(
                try await bench.complaint(asking: bench.client(gateway))
                    == "no encrypted connection to \(gateway.url): its certificate is not signed by a trusted authority; is the "
                    + "gateway behind wss:// at all? Its certificate must be valid for that name and signed by an authority "
                    + "that this computer trusts")
        }
    }

    @Test(.enabled(if: Certificate.canBeMade))
    func `with another's certificate is refused`() async throws {
        let certificate = try Certificate(in: bench.folder, for: "DNS:elsewhere.example")
        let behaviour = StandInBehaviour { $0.certificate = (certificate.chain, certificate.key) }
        try await StandInGateway.serve(behaviour) { gateway in
            let client = try bench.client(gateway) { $0.authorities = certificate.chain }
            let said = try await bench.complaint(asking: client)
            #expect(said.hasPrefix("no encrypted connection to \(gateway.url): its certificate is for another name; "))
        }
    }
}

/// A certificate that signs itself.
private struct Certificate {
    static let canBeMade = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    let chain: String
    let key: String

    init(in folder: String, for name: String = "IP:127.0.0.1") throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        (chain, key) = ("\(folder)/chain.pem", "\(folder)/key.pem")
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        openssl.arguments =
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=stand-in".split(
                separator: " "
            )
            .map(String.init) + ["-addext", "subjectAltName=\(name)", "-keyout", key, "-out", chain]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        #expect(openssl.terminationStatus == 0)
    }
}
