// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import Testing

@testable import MissionServer

/// Reading bodies, packed and unpacked, without trusting their size.
@Suite struct RequestContentTests {
    private static let gzip: HTTPFields = [.contentType: "application/json", .contentEncoding: "gzip"]

    private func echo(limit: Int) -> Echo {
        Echo(limits: ContentLimits(bytes: limit))
    }

    @Test func `a body is read up to the limit and not beyond`() async throws {
        let whole = [UInt8](repeating: 0x20, count: 1000)
        #expect(try await echo(limit: 1000).post(whole).text == "1000")
        let refused = try await echo(limit: 999).post(whole)
        #expect(refused.status == .contentTooLarge)
        #expect(refused.problemCode == "content_too_large")
    }

    @Test func `gzip is unpacked, also in several members`() async throws {
        let text = Array(String(repeating: "usage ", count: 50_000).utf8)
        let packed = gzipped(text)
        #expect(packed.count < text.count / 10)
        #expect(try await Echo().post(packed, Self.gzip).text == "300000")
        #expect(try await Echo().post(packed + gzipped([0x0a]), Self.gzip).text == "300001")
        #expect(try await Echo().post(gzipped([]), Self.gzip).text == "0")
    }

    @Test func `a bomb is refused before it unfolds`() async throws {
        let bomb = gzipped([UInt8](repeating: 0, count: 64 << 20))
        #expect(bomb.count < 100_000)
        let response = try await echo(limit: 1 << 20).post(bomb, Self.gzip)
        #expect(response.status == .contentTooLarge)
        #expect(response.problemCode == "content_too_large")
    }

    @Test func `what does not unpack is refused, and says how it is broken`() async throws {
        let packed = gzipped(Array(String(repeating: "usage ", count: 5000).utf8))
        var damaged = packed
        damaged[packed.count / 2] ^= 0xff
        damaged[packed.count - 6] ^= 0xff
        for body in [damaged, Array("{}".utf8), packed + Array("tail".utf8)] {
            let response = try await Echo().post(body, Self.gzip)
            #expect(response.status == .badRequest)
            #expect(response.problemCode == "bad_encoding")
        }
        for body in [Array(packed.dropLast()), Array(packed.prefix(5)), []] {
            let response = try await Echo().post(body, Self.gzip)
            #expect(response.problemCode == "bad_encoding")
            #expect(response.text.contains("ends in the middle"))
        }
    }

    @Test(arguments: ["br", "deflate", "gzip, gzip", "zstd"])
    func `another encoding is refused, with the one that is read`(encoding: String) async throws {
        let response = try await Echo().post([0x7b], [.contentType: "application/json", .contentEncoding: encoding])
        #expect(response.status == .unsupportedMediaType)
        #expect(response.headers[.acceptEncoding] == "gzip")
        #expect(response.problemCode == "unsupported_encoding")
    }
}
