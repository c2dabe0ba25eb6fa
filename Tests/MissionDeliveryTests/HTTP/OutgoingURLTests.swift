// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionDelivery

@Suite struct `Addresses of channels` {
    @Test(arguments: [
        ("https://example.org", "https://example.org/"), ("HTTPS://EXAMPLE.org:443/a?b=c", "https://example.org/a?b=c"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"), ("https://a_b.test/%20", "https://a_b.test/%20"),
        ("http://2130706433/", "http://2130706433/"),
    ])
    func `have one spelling`(text: String, expected: String) {
        #expect(OutgoingURL(text)?.text == expected)
    }

    @Test(arguments: [
        "", "example.org", "ftp://example.org", "file:///etc/passwd", "https://", "https:///x",
        "https://me:pw@example.org",
        "https://me@example.org", "https://example.org/#x", "https://exa mple.org", "https://example.org/\r\nX: y",
        "https://example.org:0", "https://example.org:65536", "https://[::1%25lo]/", "https://[::g]/",
        "https://exämple.org",
        "https://example.org\\@evil.test/", "https://a%2eb/",
    ])
    func `are refused where they are none, or say more than where`(text: String) {
        #expect(OutgoingURL(text) == nil)
    }

    @Test func `are shown without what is secret in them`() {
        #expect(OutgoingURL("https://hooks.slack.com/services/T/B/x")?.shown == "https://hooks.slack.com/…")
        #expect(OutgoingURL("https://example.org:8443/")?.shown == "https://example.org:8443")
    }
}
