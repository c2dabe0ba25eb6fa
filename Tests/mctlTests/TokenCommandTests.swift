// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import mctl

/// `mctl token`, as a person runs it; verify-access uses the tokens.
@Suite(.ownThreads) struct `mctl token` {
    private let bench = CommandBench()

    @Test func `makes a token, shows it once, lists and revokes it`() async throws {
        let made = try await bench.run(
            "token", "create", "laptop", "--scope", "push", "--scope", "read", "--expires", "30")
        #expect(made.status == 0 && made.output.wholeMatch(of: /mct_[A-Za-z0-9_-]{43}\n/) != nil)
        let other = try await bench.run("token", "create", "ci", "--scope", "push", "--json")
        let answer = try #require(JSONValue(parsing: Data(other.output.utf8)))
        #expect(answer["name"] == "ci" && answer["scopes"] == ["push"] && answer["expires_at"] == .null)
        let list = try await bench.run("token", "list", "--json")
        let tokens = try #require(JSONValue(parsing: Data(list.output.utf8))?["tokens"]?.elements)
        #expect(tokens.map { $0["name"] } == ["laptop", "ci"] && tokens[0]["scopes"] == ["read", "push"])
        #expect(tokens[0]["valid"] == true && tokens[0]["expires_at"]?.text != nil)
        let table = try await bench.run("token")
        #expect(table.output.contains("read, push") && table.output.contains("it is revoked"))
        let path = "\(bench.folder)/data/tokens.json"
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        let kept = try String(contentsOfFile: path, encoding: .utf8)
        let text = made.output.trimmingCharacters(in: .newlines)
        #expect(!(kept + list.output + table.output + made.message).contains(text))
        #expect(try await bench.run("token", "revoke", "laptop").output == "Revoked laptop.\n")
        #expect(try await bench.run("token", "revoke", "laptop").status == 66)
    }

    @Test func `a file that cannot be understood is said so`() async throws {
        _ = try await bench.run("token", "create", "a", "--scope", "read")
        try Data("{}".utf8).write(to: URL(filePath: "\(bench.folder)/data/tokens.json"))
        for arguments in [
            ["token"], ["token", "create", "b", "--scope", "read"], ["serve", "--bind", "0.0.0.0", "--port", "0"],
        ] {
            let done = try await bench.run(arguments)
            #expect(done.status == 78 && done.message.contains("tokens: expected a list"), "\(arguments)")
        }
    }

    @Test(arguments: [
        "mission.example", "nas", "nas:8787", "192.168.1.4:80", "[fd00::1]", "[fd00::1]:8787", "my_host-2.lan:65535",
    ])
    func `a host name is one`(text: String) {
        #expect(HostName.isOne(text))
    }

    @Test(arguments: [
        "", ":80", "nas:", "nas:0", "nas:65536", "nas:+80", "nas:80:80", "http://nas", "nas/x", "a b", "fd00::1",
        "[fd00::1", "[x]",
        "[fd00::1]x", "user@nas", "ü",
    ])
    func `a host name is none`(text: String) {
        #expect(!HostName.isOne(text))
    }

    @Test func `the tokens are read again when the file is another`() throws {
        let file = TokenFile(DataDirectory(named: bench.folder))
        let tokens = file.provider
        #expect(try tokens().tokens.isEmpty)
        var list = AccessTokenList()
        for name in ["a", "b"] {
            let digest = AccessSecret(name).digest
            _ = list.add(
                AccessToken(name: name, digest: digest, scopes: [.read], createdAt: Timestamp(seconds: 1_795_267_800)))
            try file.write(list)
            #expect(try tokens() == list)
            #expect(try tokens() == list)
        }
        try Data("{".utf8).write(to: URL(filePath: "\(bench.folder)/tokens.json"))
        #expect(throws: SettingsError.self) { try tokens() }
        #expect(throws: SettingsError.self) { try tokens() }
        try file.write(AccessTokenList())
        #expect(try tokens().tokens.isEmpty)
    }
}
