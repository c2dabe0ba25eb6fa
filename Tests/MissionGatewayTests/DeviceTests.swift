// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionGateway

@Suite(.ownThreads) struct `A device` {
    private static let seed = [UInt8](0...31)
    private static let payload = SignaturePayload(
        deviceID: "56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c", clientID: "cli",
        clientMode: "cli", role: "operator", scopes: ["operator.read"], signedAt: 1_795_238_465_956,
        token: "secret-token", nonce: "dabec888-aa95-4115-ad0a-edd9587a5843", platform: " MacOS ", deviceFamily: "Mac")

    @Test func `is named and spelled as the published test vector says`() throws {
        let device = try #require(DeviceIdentity(secret: Self.seed))
        #expect(device.publicKey == "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg")
        #expect(device.id == "56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c")
    }

    @Test func `signs what the published test vector signs`() throws {
        #expect(
            Self.payload.text
                == "v3|56475aa75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c|cli|cli|operator|operator.read|"
                + "1795238465956|secret-token|dabec888-aa95-4115-ad0a-edd9587a5843|macos|mac")
        let device = try #require(DeviceIdentity(secret: Self.seed))
        let key = try Curve25519.Signing.PublicKey(
            rawRepresentation: try #require(Base64URL.bytes(device.publicKey)))
        let published = "OC9l6TIcYfrBZbJOkgW3HqJvlx6L4tJks3IdBWiqVPYDAn20tUC2jEWXK2ZEet8dqsV7wk-ZUw2BaExO-HncAg"
        for signature in [published, try device.signature(of: Self.payload)] {
            let bytes = try #require(Base64URL.bytes(signature))
            #expect(key.isValidSignature(bytes, for: Data(Self.payload.text.utf8)))
        }
        var other = Self.payload
        other.nonce += "x"
        let bytes = try #require(Base64URL.bytes(published))
        #expect(!key.isValidSignature(bytes, for: Data(other.text.utf8)))
    }

    @Test func `without token, platform and family signs empty places`() {
        var payload = Self.payload
        (payload.token, payload.platform, payload.deviceFamily) = (nil, nil, nil)
        payload.scopes = ["b", "a"]
        #expect(payload.text.hasSuffix("|operator|b,a|1795238465956||dabec888-aa95-4115-ad0a-edd9587a5843||"))
    }

    @Test func `is made once and kept for its owner's eyes only`() throws {
        let bench = GatewayBench()
        let first = try bench.store.identity()
        #expect(try bench.store.identity().id == first.id)
        #expect(try mode(bench.folder) == 0o700)
        #expect(try mode("\(bench.folder)/gateway-device.json") == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder) == ["gateway-device.json"])
    }

    @Test func `is one even when many processes make it at once`() async throws {
        let bench = GatewayBench()
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 { group.addTask { try bench.store.identity().id } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
    }

    @Test func `whose file was opened to others closes it again`() throws {
        let bench = GatewayBench()
        _ = try bench.store.identity()
        let path = "\(bench.folder)/gateway-device.json"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        _ = try bench.store.identity()
        #expect(try mode(path) == 0o600)
    }

    @Test(arguments: ["", "no JSON", "{}", #"{"private_key":"AAAA"}"#, #"{"private_key":7}"#])
    func `whose file is damaged is not replaced in silence`(_ text: String) throws {
        let bench = GatewayBench()
        _ = try bench.store.identity()
        let path = "\(bench.folder)/gateway-device.json"
        try Data(text.utf8).write(to: URL(filePath: path))
        let error = #expect(throws: GatewayError.self) { try bench.store.identity() }
        #expect(
            error?.description
                == "\(path) cannot be used: it holds no device key; check its permissions, or move it away; "
                + "then the gateways must approve this device again")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test func `keeps one token for each gateway and can forget it`() throws {
        let bench = GatewayBench()
        let (one, two) = (try GatewayAddress("ws://127.0.0.1:1"), try GatewayAddress("wss://example.net"))
        try bench.store.keep("first", for: one)
        try bench.store.keep("second", for: two)
        try bench.store.keep("third", for: one)
        #expect(try bench.store.token(for: one) == "third")
        #expect(try bench.store.token(for: two) == "second")
        #expect(try mode("\(bench.folder)/gateway-tokens.json") == 0o600)
        try bench.store.keep(nil, for: one)
        #expect(try bench.store.token(for: one) == nil)
        #expect(try bench.store.token(for: two) == "second")
    }

    @Test func `never shows a secret when it is printed`() throws {
        let device = try #require(DeviceIdentity(secret: Self.seed))
        let secret = Base64URL.text(Self.seed)
        let texts = [
            "\(device)", String(reflecting: GatewayCredential.token("geheim")),
            "\(GatewayCredential.password("geheim"))",
        ]
        #expect(texts.allSatisfy { !$0.contains(secret) && !$0.contains("geheim") })
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }
}
