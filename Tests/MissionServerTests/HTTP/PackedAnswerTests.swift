// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import Testing

@testable import MissionServer

/// Answers as gzip, and their tags.
@Suite struct PackedAnswerTests {
    private func get(
        _ path: String, encoding: String? = nil, tag: String? = nil, method: HTTPRequest.Method = .get
    ) async throws -> TestResponse {
        var headers = HTTPFields()
        headers[.acceptEncoding] = encoding
        headers[.ifNoneMatch] = tag
        return try await Served().with((1...40).map { .call($0) }).application.test(.router) { [headers] client in
            try await client.execute(uri: path, method: method, headers: headers) { $0 }
        }
    }

    private func unpacked(_ response: TestResponse) throws -> String {
        let bytes = try Gzip.decompress(Array(response.body.readableBytesView), limit: 1 << 24)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        "/cron", "/breakdown", "/api/v1/events?limit=40", "/api/v1/reports/daily", "/api/v1/events",
        "/assets/dashboard.css", "/assets/dashboard.js",
    ])
    func `what comes packed is what comes unpacked, and smaller`(path: String) async throws {
        let (plain, packed) = try await (get(path), get(path, encoding: "gzip, br"))
        #expect(plain.status == .ok && packed.status == .ok)
        #expect(plain.headers[.contentEncoding] == nil && packed.headers[.contentEncoding] == "gzip")
        #expect(plain.headers[.vary] == "Accept-Encoding" && packed.headers[.vary] == "Accept-Encoding")
        #expect(plain.headers[.contentType] == packed.headers[.contentType])
        #expect(try unpacked(packed) == plain.text)
        #expect(packed.body.readableBytes < plain.body.readableBytes / 2)
        #expect(packed.headers[.contentLength] == "\(packed.body.readableBytes)")
    }

    @Test(arguments: ["gzip;q=0", "identity", "br", "*;q=0"])
    func `who does not take gzip gets none`(encoding: String) async throws {
        let response = try await get("/", encoding: encoding)
        #expect(response.headers[.contentEncoding] == nil)
        #expect(response.text.hasPrefix("<!doctype html>"))
    }

    @Test func `small answers, streams and what is no text stay as they are`() async throws {
        #expect(try await get("/livez", encoding: "gzip").headers[.contentEncoding] == nil)
        let large = ByteBuffer(repeating: 7, count: 5000)
        for type in ["image/png", "application/octet-stream"] {
            #expect(!Content(large, as: type).isPackable)
        }
        #expect(Content(large, as: "text/csv; charset=utf-8; header=present").isPackable)
        #expect(!Content(ByteBuffer(repeating: 7, count: 1023), as: "text/csv").isPackable)
    }

    @Test(arguments: ["/api/v1/reports/daily", "/assets/dashboard.css"])
    func `each form has its tag, and either keeps both from being sent again`(path: String) async throws {
        let plain = try #require(try await get(path).headers[.eTag])
        let packed = try #require(try await get(path, encoding: "gzip").headers[.eTag])
        #expect(packed == "\(plain.dropLast())-gzip\"")
        for encoding in [nil, "gzip"] {
            for tag in [plain, packed, "W/\(packed)", "\"other\", \(plain)"] {
                let response = try await get(path, encoding: encoding, tag: tag)
                #expect(response.status == .notModified)
                #expect(response.body.readableBytes == 0)
                #expect(response.headers[.contentEncoding] == nil)
                #expect(response.headers[.vary] == "Accept-Encoding")
                // The cache finds the form that it has by this.
                #expect(response.headers[.eTag].map(tag.contains) == true)
            }
            #expect(try await get(path, encoding: encoding, tag: "\"other\"").status == .ok)
        }
        #expect(try await get(path, encoding: "gzip", tag: "*").headers[.eTag] == packed)
    }

    @Test func `the head tells of the form that would come`() async throws {
        let whole = try await get("/assets/dashboard.css", encoding: "gzip")
        let head = try await get("/assets/dashboard.css", encoding: "gzip", method: .head)
        #expect(head.status == .ok && head.body.readableBytes == 0)
        for name: HTTPFields.Element.Name in [.eTag, .contentEncoding, .contentType, .contentLength, .vary] {
            #expect(head.headers[name] == whole.headers[name], "\(name)")
        }
    }

    @Test func `packing gives back what went in, whatever it is`() throws {
        let texts = [[], [0], Array("usage ".utf8), (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }]
        for text in texts {
            for effort in [Gzip.Effort.quick, .thorough] {
                let packed = try #require(Gzip.compress(text, effort: effort))
                #expect(try Gzip.decompress(packed, limit: 1 << 20) == text)
                #expect(packed == Gzip.compress(text, effort: effort))
            }
        }
    }
}
