// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionServer
import MissionTesting
import Testing

/// Who may talk to the server: only who names it.
@Suite(.ownThreads) struct HostTests {
    /// Sends one request with exactly these Host fields over a connection of its own.
    private func response(
        host: String?, second: String? = nil, path: String = "/livez", method: HTTPRequest.Method = .get,
        headers: HTTPFields = [:], port: Int
    ) async throws -> TestClient.Response {
        try await TestClient.withClient(host: "localhost", port: port, configuration: .patient) { client in
            var headers = headers
            if let second, let name = HTTPFields.Element.Name("Host") {
                headers.append(HTTPFields.Element(name: name, value: second))
            }
            return try await client.execute(
                TestClient.Request(path, method: method, authority: host, headers: headers))
        }
    }

    @Test func `answers under its loopback names and the served port, in any case`() async throws {
        try await Served().application.test(.live) { client in
            let port = try #require(client.port)
            for host in ["127.0.0.1:\(port)", "localhost:\(port)", "LocalHost:\(port)", "[::1]:\(port)"] {
                #expect(try await response(host: host, port: port).status == .ok, "\(host)")
            }
            #expect(try await response(host: "forwarded.test:9000", port: port).status == .ok)
        }
    }

    @Test func `refuses every other name, also one that only looks like its own`() async throws {
        try await Served().application.test(.live) { client in
            let port = try #require(client.port)
            let foreign = [
                "evil.example", "evil.example:\(port)", "127.0.0.1.nip.io:\(port)", "localhost.:\(port)",
                "localhost", "127.0.0.1", "localhost:1", "127.0.0.1:\(port)0", "127.1:\(port)", "2130706433:\(port)",
                "0.0.0.0:\(port)", "[::]:\(port)", "::1:\(port)", "user@localhost:\(port)",
                "localhost:\(port)@evil.example",
                "xlocalhost:\(port)", "localhost:\(port).evil.example", "localhost:+\(port)", "forwarded.test", "",
            ]
            for host in foreign {
                let response = try await response(host: host, port: port)
                #expect(response.status == .misdirectedRequest, "\(host)")
                #expect(response.headers[.contentType] == "application/problem+json")
                #expect(response.headers[.contentSecurityPolicy] != nil)
            }
        }
    }

    @Test func `refuses a request with two hosts or none`() async throws {
        try await Served().application.test(.live) { client in
            let port = try #require(client.port)
            let own = "127.0.0.1:\(port)"
            #expect(try await response(host: own, second: "evil.example", port: port).status == .misdirectedRequest)
            #expect(try await response(host: own, second: own, port: port).status == .misdirectedRequest)
            #expect(try await response(host: nil, port: port).status == .misdirectedRequest)
        }
    }

    @Test func `an address in the target does not stand in for the host`() async throws {
        try await Served().application.test(.live) { client in
            let port = try #require(client.port)
            let target = "http://127.0.0.1:\(port)/livez"
            let foreign = try await response(host: "evil.example:\(port)", path: target, port: port)
            #expect(foreign.status == .misdirectedRequest)
            let none = try await response(host: "127.0.0.1:\(port)", path: "*", method: .options, port: port)
            #expect(none.status == .badRequest)
        }
    }

    @Test func `refuses the stream to a foreign name too`() async throws {
        try await Served().application.test(.live) { client in
            let port = try #require(client.port)
            let response = try await response(host: "evil.example:\(port)", path: "/api/v1/live", port: port)
            #expect(response.status == .misdirectedRequest)
        }
    }

    @Test(arguments: [
        "null", "file://", "http://evil.example", "http://localhost", "http://localhost:1", "https://localhost:80",
        "http://sub.localhost", "http://localhost.evil.example",
    ])
    func `a page of another origin may change nothing`(origin: String) async throws {
        try await Served(port: 8787).application.test(.live) { client in
            let port = try #require(client.port)
            let response = try await response(
                host: "127.0.0.1:\(port)", path: "/api/costs", method: .post, headers: [.origin: origin], port: port)
            #expect(response.status == .forbidden)
        }
    }

    @Test func `a program without origin and the own page get as far as the method`() async throws {
        try await Served().application.test(.live) { client in
            let port = try #require(client.port)
            let host = "localhost:\(port)"
            let plain = try await response(host: host, path: "/api/costs", method: .post, port: port)
            #expect(plain.status == .methodNotAllowed)
            let own = try await response(
                host: host, path: "/api/costs", method: .post, headers: [.origin: "http://\(host)"], port: port)
            #expect(own.status == .methodNotAllowed)
        }
    }
}
