// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionServer

/// What requests prefer.
@Suite struct PreferencesTests {
    @Test(arguments: [
        "gzip", "GZIP", "x-gzip", "gzip, deflate, br, zstd", "gzip;q=0.1", "gzip ; q=1.000", "*", "br;q=1, *;q=0.2",
        "identity;q=0.5, gzip;q=0.5", "identity;q=0, gzip", "gzip;q=0.001",
    ])
    func `gzip is allowed`(field: String) {
        #expect(Preferences([field]).allowsGzip)
    }

    @Test(arguments: [
        "", "identity", "gzip;q=0", "gzip;q=0.000", "gzip;q=0, *", "*;q=0", "br, deflate", "gzipped", "gzip;q=2",
        "gzip;q=", "gzip;q=-1", "gzip;q=1e0", "gzip;q=0x1", "gzip;q=0.00001", "gzip;q=nan", "gzip;q=.", ";q=1", ",,;",
        "identity, gzip;q=0.5", "gzip;q=0, gzip;q=1",
    ])
    func `gzip is not allowed`(field: String) {
        #expect(!Preferences([field]).allowsGzip)
    }

    @Test func `several fields are one list`() {
        #expect(Preferences(["br", "gzip"]).allowsGzip)
        #expect(!Preferences([]).allowsGzip)
    }

    @Test(arguments: [
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", "text/html", "text/html, */*",
        "text/html;q=0.9, application/json;q=0.8", "Text/HTML;charset=utf-8",
    ])
    func `a page is preferred`(field: String) {
        #expect(Preferences([field]).prefersPage)
    }

    @Test(arguments: [
        "", "*/*", "application/json", "text/html;q=0", "text/html, application/json",
        "application/json, text/html;q=0.9",
        "text/*", "text/html;q=0.5, */*", "application/problem+json, text/html", "text/event-stream",
    ])
    func `no page is preferred`(field: String) {
        #expect(!Preferences([field]).prefersPage)
    }
}
