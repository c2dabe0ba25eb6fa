// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionTesting
internal import Testing

@testable internal import MissionFleet

@Suite struct `What a server's answer means` {
    private static let body = QueuedBody(digest: Fixtures.eventID(1), content: [1], calls: 1)

    private static func verdict(_ status: Int, _ text: String = "", retryAfter: String? = nil) -> DeliveryVerdict {
        DeliveryVerdict(UpstreamAnswer(status: status, retryAfter: retryAfter, body: Data(text.utf8)), to: body)
    }

    @Test func `only who names what was sent has it`() {
        let outcome = BatchOutcome(batch: Fixtures.eventID(1), appended: AppendResult(inserted: 1))
        #expect(Self.verdict(200, outcome.json.text()) == .delivered)
        let other = BatchOutcome(batch: Fixtures.eventID(2), appended: AppendResult())
        for text in [other.json.text(), "", "<html>Welcome to this hotel</html>", "{}", "null", "[1"] {
            guard case .again(after: nil, _) = Self.verdict(200, text) else {
                Issue.record("taken for an acknowledgement: \(text)")
                continue
            }
        }
    }

    @Test(arguments: [204, 206, 408, 409, 425, 429, 500, 502, 503, 504, 599])
    func `what may pass is tried again`(status: Int) {
        guard case .again(after: nil, let reason) = Self.verdict(status) else {
            Issue.record("\(status) is not tried again")
            return
        }
        #expect(status == 204 || status == 206 || reason.contains("\(status)") || reason.contains("batch"))
    }

    @Test(arguments: [
        (401, DeliveryRefusal.Kind.token), (403, .scope), (404, .address), (405, .address), (421, .address),
        (301, .address),
        (308, .address), (400, .content), (413, .content), (415, .content), (422, .content),
    ])
    func `what does not pass stops`(status: Int, kind: DeliveryRefusal.Kind) {
        let detail = #"{"detail":"Because \u001b[31m of this."}"#
        guard case .refused(let refusal) = Self.verdict(status, detail) else {
            Issue.record("\(status) is tried again")
            return
        }
        #expect(refusal.kind == kind)
        #expect(refusal.reason.contains("of this.") && !refusal.reason.contains("\u{1b}"))
    }

    @Test(
        arguments: [
            ("7", 7), (" 120 ", 120), ("999999999", 3600), ("-1", nil), ("1e3", nil), ("", nil),
            ("Fri, 27 Nov 2026 08:00:00 GMT", nil), ("99999999999999999999", nil),
        ] as [(String, Int64?)])
    func `how long it asks to wait is heeded within reason`(text: String, seconds: Int64?) {
        guard case .again(let after, _) = Self.verdict(503, retryAfter: text) else {
            Issue.record("not tried again")
            return
        }
        #expect(after == seconds)
    }

    @Test func `waits grow to their bound and are never quite the same`() {
        var (backOff, generator) = (BackOff(most: 30), SeededGenerator(seed: 1))
        let waits = (0..<12).map { _ in backOff.wait(using: &generator) }
        for (wait, due) in zip(waits, [1, 2, 4, 8, 16, 30, 30, 30, 30, 30, 30, 30] as [Double]) {
            #expect((due / 2...due).contains(wait))
        }
        #expect(Set(waits).count == 12)
    }

    @Test(arguments: [
        ("https://mission.example", "https://mission.example"), ("https://mission.example/", "https://mission.example"),
        ("https://a.example:8443/mission//", "https://a.example:8443/mission"),
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787"), ("http://[::1]:8787", "http://[::1]:8787"),
        ("http://localhost:1", "http://localhost:1"),
    ])
    func `addresses lead to a server`(text: String, address: String) throws {
        #expect(try Upstream(text).description == address)
        #expect(try Upstream(text).batches == address + "/api/v1/batches")
    }

    @Test(arguments: [
        ("mission.example", UpstreamAddressError.noAddress), ("", .noAddress), ("ftp://a.example", .noAddress),
        ("https://", .noAddress), ("https://a b", .noAddress), ("https://a.example:0", .noAddress),
        ("https://me:secret@a.example", .tooMuch), ("https://a.example?token=1", .tooMuch),
        ("https://a.example#x", .tooMuch), ("http://mission.example", .notEncrypted),
        ("http://127.0.0.1.example", .notEncrypted), ("http://10.0.0.7:8787", .notEncrypted),
    ])
    func `what is none is refused`(text: String, error: UpstreamAddressError) {
        #expect(throws: error) { try Upstream(text) }
    }

    @Test func `a network that encrypts by itself may carry a token`() throws {
        #expect(try Upstream("http://10.0.0.7:8787", allowsPlain: true).description == "http://10.0.0.7:8787")
    }
}
