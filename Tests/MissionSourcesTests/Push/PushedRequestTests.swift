// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionSources

/// What a pushed request to a service means.
@Suite struct PushedRequestTests {
    private func read(_ fields: String) throws -> PushReading {
        try #require(PushEndpoints.apiCalls.read(Array("{\(fields)}".utf8), .lines))
    }

    private static let least = #""at":"2026-11-21T08:00:00Z","service":"GitHub""#

    @Test func `every field gets to its place, and a query is dropped`() throws {
        let fields =
            Self.least + #","endpoint":"/search?q=secret#x","method":"get","status_code":503,"duration_ms":120.7"#
        let call = try #require(
            read(fields + #","request_body":"secret","response_body":"secret""#).batch.apiCalls.first)
        #expect(call.service == "github" && call.endpoint == "/search" && call.method == "GET")
        #expect(call.statusCode == 503 && call.status == .serverError && call.durationMilliseconds == 121)
        #expect(!"\(call)".contains("secret"))
    }

    @Test(arguments: [
        ("", CallStatus.ok), (#","status_code":204"#, .ok), (#","status_code":429"#, .rateLimited),
        (#","status":"timeout""#, .timeout), (#","status_code":200,"status":"failed""#, .failed),
    ])
    func `how it ended is told by its word, else by its number`(more: String, status: CallStatus) throws {
        #expect(try read(Self.least + more).batch.apiCalls.first?.status == status)
    }

    @Test(arguments: [
        (#""service":"x""#, "at"), (#""at":"2026-11-21T08:00:00Z""#, "service"),
        (least + #","status_code":99"#, "status_code"), (least + #","status":"fine""#, "status"),
        (least + #","duration_ms":-1"#, "duration_ms"),
    ])
    func `what is not of its kind is refused by name`(fields: String, name: String) throws {
        #expect(try read(fields).refusals.first?.error.field == name)
    }

    @Test func `an id makes the request, else its content does`() throws {
        func id(_ more: String) throws -> EventID? { try read(Self.least + more).batch.apiCalls.first?.id }
        #expect(try id(#","id":"1""#) == id(#","id":"1","status_code":200"#))
        #expect(try id("") == id(""))
        #expect(try id("") != id(#","status_code":200"#))
        #expect(try id(#","id":"1""#) != id(#","id":"2""#))
    }
}
