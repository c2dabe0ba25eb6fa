// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import Testing

@testable import MissionServer

/// What browsers see when there is nothing to see.
@Suite struct ProblemPageTests {
    private static let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"

    private func get(_ path: String, accept: String?, method: HTTPRequest.Method = .get) async throws -> TestResponse {
        var headers = HTTPFields()
        headers[.accept] = accept
        return try await Served().application.test(.router) { [headers] client in
            try await client.execute(uri: path, method: method, headers: headers) { $0 }
        }
    }

    @Test(arguments: [
        ("/nothing", HTTPRequest.Method.get, 404, "Not found"), ("/api/costs?days=7", .get, 400, "Bad parameter"),
        ("/", .post, 405, "Method not allowed"), ("/assets/nothing.css", .get, 404, "Not found"),
    ])
    func `a browser gets a page with the same status`(
        path: String, method: HTTPRequest.Method, status: Int, title: String
    ) async throws {
        let response = try await get(path, accept: Self.browser, method: method)
        #expect(response.status.code == status)
        #expect(response.headers[.contentType] == "text/html; charset=utf-8")
        #expect(response.headers[.vary] == "Accept")
        #expect(response.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
        #expect(response.text.hasPrefix("<!doctype html>"))
        #expect(response.text.contains("<h1>\(title)</h1>") && response.text.contains("Status \(status)"))
        #expect(response.text.contains("<a href=\"/\">") && response.text.contains("href=\"/assets/dashboard.css\""))
        #expect(!response.text.contains("<script") && !response.text.contains(" style="))
    }

    @Test(arguments: [nil, "*/*", "application/json", "application/json, text/html"])
    func `a program gets a problem document as before`(accept: String?) async throws {
        let response = try await get("/nothing", accept: accept)
        #expect(response.status == .notFound && response.problemCode == "not_found")
        #expect(response.headers[.vary] == "Accept")
    }

    @Test func `what was asked is text on the page`() async throws {
        let response = try await get("/api/costs?%3Cb%3E%22=1", accept: Self.browser)
        #expect(response.text.contains("&lt;b&gt;&quot;") && !response.text.contains("<b>"))
        // What is set off by backticks in the detail is set off on the page, and stays text.
        let page = ProblemPage(status: .notFound, title: "<i>", detail: "Run `mctl <x>`, `& more").document.text
        #expect(page.contains("Run <code>mctl &lt;x&gt;</code>, <code>&amp; more</code>"))
        #expect(page.contains("<h1>&lt;i&gt;</h1>"))
    }

    @Test func `a path that browsers may not read has headers as others do`() async throws {
        let response = try await get("/", accept: Self.browser, method: .delete)
        #expect(response.headers[.allow] == "GET, HEAD")
    }
}
