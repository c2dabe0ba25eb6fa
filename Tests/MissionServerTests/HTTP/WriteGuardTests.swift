// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import Testing

@testable import MissionServer

/// Who may change something, and with what kind of body.
@Suite struct WriteGuardTests {
    @Test(arguments: [
        "application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\"",
        "application/x-ndjson", "application/ndjson", " application/json ",
    ])
    func `a body of the route's type is read`(type: String) async throws {
        let response = try await Echo().post(Array("{}".utf8), [.contentType: type])
        #expect(response.status == .ok)
        #expect(response.text == "2")
    }

    @Test(arguments: [
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/x-protobuf",
        "application/json; charset=latin1", "application/jsonx", "application/json, text/plain", "", "json",
    ])
    func `a body of another type is refused, with the types that are read`(type: String) async throws {
        let response = try await Echo().post(Array("{}".utf8), [.contentType: type])
        #expect(response.status == .unsupportedMediaType)
        #expect(response.problemCode == "unsupported_media_type")
        #expect(HTTPFieldNames.acceptPost.flatMap { response.headers[$0] } == "application/json, application/x-ndjson")
    }

    @Test func `a body without a type is refused`() async throws {
        #expect(try await Echo().post([0x7b, 0x7d], [:]).status == .unsupportedMediaType)
    }

    @Test(arguments: ["cross-site", "same-site", "nonsense"])
    func `a page of another site may change nothing, whatever it sends`(site: String) async throws {
        let name = try #require(HTTPFieldNames.secFetchSite)
        let response = try await Echo().post([0x7b, 0x7d], [.contentType: "application/json", name: site])
        #expect(response.status == .forbidden)
        #expect(response.problemCode == "foreign_origin")
    }

    @Test(arguments: ["same-origin", "none"])
    func `the own page may`(site: String) async throws {
        let name = try #require(HTTPFieldNames.secFetchSite)
        let headers: HTTPFields = [.contentType: "application/json", name: site, .origin: "http://localhost"]
        #expect(try await Echo().post([0x7b, 0x7d], headers).status == .ok)
    }

    @Test func `a path tells the methods that it has`() async throws {
        try await Echo().application.test(.router) { client in
            try await client.execute(uri: "/notes", method: .put) { response in
                #expect(response.status == .methodNotAllowed)
                #expect(response.headers[.allow] == "GET, HEAD, POST")
            }
            try await client.execute(uri: "/notes/7", method: .get) { response in
                #expect(response.status == .methodNotAllowed)
                #expect(response.headers[.allow] == "DELETE, POST")
            }
            try await client.execute(uri: "/notes", method: .head) { #expect($0.status == .ok) }
            try await client.execute(uri: "/notes/7", method: .delete) { #expect($0.status == .noContent) }
            try await client.execute(uri: "/other", method: .post) { #expect($0.status == .notFound) }
        }
    }

    @Test func `a route that reads no body refuses one`() async throws {
        try await Echo().application.test(.router) { client in
            let body = ByteBuffer(string: "{}")
            try await client.execute(uri: "/notes/7", method: .delete, body: body) { response in
                #expect(response.status == .contentTooLarge)
                #expect(response.problemCode == "body_not_expected")
            }
        }
    }
}
