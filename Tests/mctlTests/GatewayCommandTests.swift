// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionTesting
import Testing

/// `mctl gateway add`, `list`, `show`, `change` and `remove`, as a person runs them.
@Suite(.ownThreads) struct `mctl gateway` {
    private let bench = CommandBench()

    private func json(_ arguments: String...) async throws -> JSONValue {
        let done = try await bench.run(arguments + ["--json"])
        #expect(done.status == 0, "\(done.message)")
        return try #require(JSONValue(parsing: Data(done.output.utf8)))
    }

    private func add(_ arguments: String..., input: String = "") async throws -> CommandBench.Outcome {
        try await bench.run(["gateway", "add"] + arguments, input: input)
    }

    @Test func `adds, shows, changes and removes a gateway without telling its secret`() async throws {
        let added = try await add(
            "work", "ws://127.0.0.1:18789", "--token-file", "-", "--account", "team", "--account-for", "anthropic=max",
            input: "geheim\n")
        #expect(added.status == 0)
        #expect(
            added.output == """
                Added.
                  id          work
                  address     ws://127.0.0.1:18789
                  credential  token
                  account     team, anthropic: max
                  machine     local
                  followed    yes

                """)
        let changed = try await json(
            "gateway", "change", "work", "--disable", "--account", "", "--machine", "box", "--account-for", "zai=z")
        #expect(changed["enabled"] == false && changed["account"] == .null && changed["machine"] == "box")
        #expect(changed["accounts"] == ["anthropic": "max", "zai": "z"])
        #expect(changed["credential"] == "token")
        let shown = try await json("gateway", "show", "work")
        #expect(shown == changed && !shown.text().contains("geheim"))
        let list = try await json("gateway", "list")
        #expect(list["gateways"]?.text().contains("geheim") == false && list["problems"] == [])
        let removed = try await bench.run("gateway", "remove", "work")
        #expect(removed.output.contains("stays in the ledger"))
        #expect(try await json("gateway", "list")["gateways"] == [])
    }

    @Test func `keeps the secret in a file that only its owner reads`() async throws {
        _ = try await add("work", "ws://127.0.0.1:18789", "--password-file", "-", input: "geheim\n")
        let path = "\(bench.folder)/data/gateways/work.json"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let kept = try JSONValue(parsing: Data(contentsOf: URL(filePath: path)))
        #expect(kept?["password"] == "geheim" && kept?["token"] == nil)
        let forgotten = try await json("gateway", "change", "work", "--no-credential")
        #expect(forgotten["credential"] == "none")
    }

    @Test(arguments: [
        (["../x", "ws://127.0.0.1:1"], "id: expected"), (["a", "http://x"], "url: expected"),
        (["a", "ws://192.168.1.4:1"], "send your token over the network"),
        (["a", "ws://127.0.0.1:1", "--account-for", "x"], "--account-for"),
    ])
    func `refuses with 64 what is no gateway`(arguments: [String], message: String) async throws {
        let done = try await bench.run(["gateway", "add"] + arguments)
        #expect(done.status == 64 && done.message.contains(message), "\(done.message)")
    }

    @Test func `refuses a second gateway of the same id, and an unknown one`() async throws {
        _ = try await add("a", "ws://127.0.0.1:1")
        #expect(try await add("a", "ws://127.0.0.1:2").status == 64)
        #expect(try await bench.run("gateway", "show", "b").status == 66)
        #expect(try await bench.run("gateway", "remove", "b").status == 66)
        #expect(try await bench.run("gateway", "change", "a").status == 64)
    }

    @Test func `names the file and the key that are wrong, and lists the others`() async throws {
        _ = try await add("a", "ws://127.0.0.1:1")
        let path = "\(bench.folder)/data/gateways/b.json"
        try Data(#"{"version":1,"id":"b","url":"ws://127.0.0.1:1","enabld":true}"#.utf8).write(to: URL(filePath: path))
        let list = try await bench.run("gateway", "list")
        #expect(list.status == 78 && list.output.contains("ws://127.0.0.1:1"))
        #expect(list.message.contains(path) && list.message.contains("enabld"))
        #expect(try await bench.run("gateway", "show", "b").status == 78)
        #expect(try await bench.run("gateway", "remove", "b").status == 0)
    }

    @Test func `checks a gateway by its id with the secret that is kept`() async throws {
        try await StandInGateway.serve { gateway in
            _ = try await add("work", gateway.url, "--token-file", "-", input: "right")
            let done = try await bench.run("gateway", "check", "work")
            #expect(done.status == 0 && done.output.contains("usage.status    answers"), "\(done.message)")
        }
        #expect(try await bench.run("gateway", "check", "nope").status == 66)
    }

    @Test func `doctor names the gateways and what is wrong with them`() async throws {
        try await StandInGateway.serve { gateway in
            _ = try await add("work", gateway.url, "--token-file", "-", input: "right")
            _ = try await add("dead", "ws://127.0.0.1:1")
            let done = try await bench.run("doctor")
            #expect(done.output.contains("answers    work  \(gateway.url): OpenClaw 2026.4.12, protocol 3"))
            #expect(done.output.contains("Gateway dead: ws://127.0.0.1:1 cannot be reached: connection refused."))
        }
    }
}
