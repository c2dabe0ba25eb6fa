// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionTesting
import Testing

/// `mctl gateway check`, as a person runs it.
@Suite(.ownThreads) struct `mctl gateway check` {
    private let bench = CommandBench()

    @Test func `says what a gateway is, and next time needs no token`() async throws {
        try await StandInGateway.serve { gateway in
            let first = try await bench.run("gateway", "check", gateway.url, "--token-file", bench.file("right\n"))
            let device = try #require(first.output.firstMatch(of: /[0-9a-f]{64}/)?.output)
            #expect(
                first.output == """
                    \(gateway.url)
                      version         2026.4.12
                      protocol        3
                      rights          operator.read
                      device          \(device)
                      usage.status    answers
                      usage.cost      answers
                      sessions.usage  answers

                    """)
            #expect(first.status == 0 && first.message.isEmpty)
            let second = try await bench.run("gateway", "check", gateway.url, "--json")
            let answer = JSONValue(parsing: Data(second.output.utf8))
            #expect(answer?["reachable"] == true)
            #expect(answer?["protocol"] == 3)
            #expect(answer?["scopes"] == ["operator.read"])
            #expect(answer?["error"] == .null)
            #expect(answer?["device_id"] == .string(String(device)))
        }
    }

    @Test func `takes a secret from standard input and repeats it nowhere`() async throws {
        try await StandInGateway.serve { gateway in
            let right = try await bench.run("gateway", "check", gateway.url, "--token-file", "-", input: "right\n")
            #expect(right.status == 0)
            let wrong = try await bench.run("gateway", "check", gateway.url, "--token-file", "-", input: "geheim\n")
            #expect(wrong.status == 78)
            #expect(wrong.message.hasPrefix("mctl: the gateway has another token; compare the file of --token-file"))
            #expect(!(wrong.message + wrong.output).contains("geheim"))
        }
    }

    @Test func `tells what to do when the gateway waits for somebody`() async throws {
        try await StandInGateway.serve(StandInBehaviour { $0.pairsByItself = false }) { gateway in
            let done = try await bench.run(
                "gateway", "check", gateway.url, "--json", "--token-file", bench.file("right"))
            #expect(done.status == 78)
            #expect(done.message.contains("`openclaw devices approve "))
            let answer = JSONValue(parsing: Data(done.output.utf8))
            #expect(answer?["reachable"] == false)
            #expect(answer?["error"] == "nobody has approved this device on the gateway yet")
        }
    }

    @Test func `ends with 75 while a gateway starts up and with 69 where there is none`() async throws {
        let url = try await StandInGateway.serve(StandInBehaviour { $0.startsUpFor = 9 }) { gateway in
            let done = try await bench.run(
                "gateway", "check", gateway.url, "--token-file", bench.file("right"))
            #expect(done.status == 75)
            #expect(done.message == "mctl: the gateway is starting up; try again in a few seconds\n")
            return gateway.url
        }
        let done = try await bench.run("gateway", "check", url)
        #expect(done.status == 69)
        #expect(done.message.hasPrefix("mctl: \(url) cannot be reached: connection refused; is it running?"))
    }

    @Test func `ends with 64 for an address that is none or would betray the token`() async throws {
        for url in ["http://127.0.0.1:18789", "ws://192.168.1.4:18789"] {
            let done = try await bench.run("gateway", "check", url)
            #expect(done.status == 64)
            #expect(done.message.hasPrefix("mctl: "))
        }
    }

    @Test func `ends with 78 for a file that holds no secret`() async throws {
        for path in ["/nowhere/token", try bench.file(" \n"), try bench.file("two\nlines")] {
            let done = try await bench.run("gateway", "check", "ws://127.0.0.1:1", "--token-file", path)
            #expect(done.status == 78)
            #expect(done.message.contains(path))
        }
    }
}
